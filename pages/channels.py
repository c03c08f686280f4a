"""Channels and programmes: which of them earn their keep, and what do they cost."""

from analytics.channels import content, email, groups, mailing_list, service, spending
from components import (
    channels_content,
    channels_groups,
    channels_list,
    channels_mail,
    channels_money,
    channels_service,
    channels_tiles,
    channels_words,
    filters,
    layout,
    loaders,
    messages,
)
from components.texts import _

view = filters.chosen()
if view is None:
    messages.nothing_to_show(
        what=_("No programmes or channels yet"),
        needs=_(
            "Here would be what each kind of e-mail, each piece of content, each service channel, the loyalty and "
            "the referral programme and each acquisition channel cost and bring. Exports of e-mail campaigns, "
            "marketing spend, customers and orders start it."
        ),
        key="channels_empty",
    )
else:
    mail = loaders.read(email.load, view.first_day, view.last_day)
    money = loaders.read(spending.load, view.first_day, view.last_day)
    cases = loaders.read(service.load, view.first_day, view.last_day)
    pairs = loaders.read(groups.load, view.first_day, view.last_day, view.grain)
    people = loaders.read(mailing_list.load, view.first_day, view.last_day, view.grain)

    layout.header(
        _("Channels and programmes"), channels_words.answer(mail, money), below=channels_words.days(view)
    )
    channels_tiles.row(mail=mail, money=money, service=cases, groups=pairs, people=people, key="channels_tiles")
    channels_money.chart(money, key="channels_return")
    channels_money.show(money, view, key="channels_spend")
    channels_mail.show(mail, view, key="channels_mail")
    channels_content.show(loaders.read(content.load, view.first_day, view.last_day), view, key="channels_content")
    channels_service.show(cases, view, key="channels_service")
    channels_groups.show(pairs, key="channels_groups")
    channels_list.show(people, view, key="channels_list")
