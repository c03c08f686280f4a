"""Social sentiment: what do people say about us, in which tone, and where."""

from analytics import mentions
from components import filters, layout, loaders, messages, voice_mentions, voice_overview, voice_words
from components.texts import _

view = filters.chosen()
counts = loaders.read(mentions.counts) if view else None
if view is None or counts is None or counts.empty:
    messages.nothing_to_show(
        what=_("No mentions yet"),
        needs=_(
            "Here would be what people say about you, by tone, platform, brand and language. An export of "
            "mentions fills it: Brandwatch, Meltwater, Sprout, or any table with a text and a date."
        ),
        key="social_sentiment_empty",
    )
else:
    brand = loaders.read(mentions.own_brand)
    shown = mentions.between(counts, view.first_day, view.last_day)
    earlier = mentions.before(counts, view.first_day, view.last_day)
    now = mentions.summarise(shown, brand)
    before = None if earlier.empty else mentions.summarise(earlier, brand)
    ours = mentions.of_brand(shown, brand)

    layout.header(_("Social sentiment"), voice_words.answer(now, before), below=view.sentence)
    if not shown.empty:
        has_brands = shown["brand"].nunique() > 1
        voice_overview.summary_tiles(
            now, before, has_brands=has_brands and brand is not None, key="social_sentiment_tiles"
        )
        layout.prose(voice_words.not_scored(now, mentions.unscored_languages(ours)))
        voice_overview.over_time(ours, view, key="social_sentiment_time")
        voice_overview.by_groups(ours, ["platform", "language"], key="social_sentiment_by")
        if has_brands:
            voice_overview.by_groups(shown, ["brand"], key="social_sentiment_by")
        layout.section(_("What they say"))
        voice_mentions.show(shown, view, key="social_sentiment_mentions")
