"""The canonical tables: what a row is, which columns it may have, and what they mean.

The key says what one row is. A newer batch replaces the rows of an earlier one by key. A column that is
``required`` must be mapped; its values may still be empty where ``may_be_empty`` says so.
"""

from dataclasses import dataclass
from enum import StrEnum

from data.errors import UnknownNameError
from data.texts import mark


class Kind(StrEnum):
    """What the values of a column are, and so how text becomes one."""

    TEXT = "text"
    ID = "id"  # kept to the last digit and leading zero
    EMAIL = "email"  # trimmed and case-folded
    DATE = "date"
    MOMENT = "moment"  # date and time, naive, in the company's time zone
    NUMBER = "number"
    COUNT = "count"  # a whole number, not negative
    MONEY = "money"
    FLAG = "flag"


IBIS_TYPES = {
    Kind.TEXT: "string",
    Kind.ID: "string",
    Kind.EMAIL: "string",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.NUMBER: "float64",
    Kind.COUNT: "float64",
    Kind.MONEY: "float64",
    Kind.FLAG: "boolean",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical table.

    Attributes
    ----------
    is_verbatim
        True for what a person wrote: kept to the last blank and line break. Names and ids lose white space at
        their edges, or "Gold " would be another segment than "Gold".
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    may_be_empty: bool = False
    is_verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table.

    Attributes
    ----------
    key
        The columns that say what one row is. Where an export leaves all of them empty they are derived from
        the row's content and its turn among equal rows of the file.
    replaced_together
        True where several rows share a key and a newer batch replaces them as a whole (the lines of an order).
    moment
        The column by which rows are placed in time; None for customers, who have a history instead.
    any_of
        At least one of these columns must be mapped (besides the required ones).
    """

    name: str
    label: str
    one_row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    moment: str | None
    replaced_together: bool = False
    any_of: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of that name, or say which there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownNameError(f"column of {self.name}", name, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that must be mapped."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def has_customer(self) -> bool:
        """True where a row may belong to a customer."""
        return "customer_id" in self.names


def _id(name: str, meaning: str, *, required: bool = False, may_be_empty: bool = False) -> Column:
    return Column(name, Kind.ID, meaning, required=required, may_be_empty=may_be_empty)


def _customer(*, required: bool = False, may_be_empty: bool = False) -> tuple[Column, Column]:
    return (
        _id(
            "customer_id",
            mark("the customer, as this tool names them"),
            required=required,
            may_be_empty=may_be_empty,
        ),
        Column("customer_email", Kind.EMAIL, mark("the customer's e-mail address, joins tools together")),
    )


CUSTOMERS = Table(
    "customers",
    mark("Customers"),
    mark("a customer"),
    key=("customer_id",),
    moment=None,
    columns=(
        _id("customer_id", mark("the customer, as this tool names them"), required=True),
        Column("email", Kind.EMAIL, mark("e-mail address, joins tools together")),
        Column("name", Kind.TEXT, mark("the customer's name")),
        Column("segment", Kind.TEXT, mark("the company's own segment")),
        Column("country", Kind.TEXT, mark("country or region")),
        Column("acquisition_channel", Kind.TEXT, mark("how the customer was won")),
        Column("signed_up_on", Kind.DATE, mark("the day the customer signed up")),
        Column("plan", Kind.TEXT, mark("the plan or contract type")),
        Column("recurring_value", Kind.MONEY, mark("recurring value per month")),
        Column("status", Kind.TEXT, mark("active, cancelled and the like")),
        Column(
            "churned",
            Kind.FLAG,
            mark("whether the customer has left; empty where not known yet"),
            may_be_empty=True,
        ),
        Column("churned_on", Kind.DATE, mark("the day the customer left")),
        Column("churn_reason", Kind.TEXT, mark("why the customer left")),
        _id("referred_by", mark("the customer who referred this one")),
        Column("loyalty_tier", Kind.TEXT, mark("tier in the loyalty programme; empty outside it")),
        Column("loyalty_points", Kind.NUMBER, mark("points on the account")),
        Column("margin_rate", Kind.NUMBER, mark("margin as a share of revenue, 0 to 1")),
        Column("contact_consent", Kind.FLAG, mark("whether the customer may be contacted")),
        Column("owner", Kind.TEXT, mark("who looks after the customer")),
        Column("tenure_months", Kind.NUMBER, mark("months as a customer")),
    ),
)

ORDERS = Table(
    "orders",
    mark("Orders"),
    mark("a line of an order"),
    key=("order_id",),
    replaced_together=True,
    moment="ordered_at",
    columns=(
        _id("order_id", mark("the order; its lines share it"), required=True),
        *_customer(required=True, may_be_empty=True),
        Column("ordered_at", Kind.MOMENT, mark("when it was ordered"), required=True),
        Column("amount", Kind.MONEY, mark("what the line came to")),
        Column("quantity", Kind.NUMBER, mark("pieces; negative for a cancellation")),
        Column("unit_price", Kind.MONEY, mark("price per piece, used where there is no amount")),
        Column("currency", Kind.TEXT, mark("ISO 4217 code")),
        Column("refunded_amount", Kind.MONEY, mark("what was paid back, as a positive amount")),
        Column("refunded_at", Kind.MOMENT, mark("when it was paid back; the order's date where empty")),
        Column("channel", Kind.TEXT, mark("shop, web, app and the like")),
        Column("product", Kind.TEXT, mark("what was bought")),
    ),
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    mark("Subscriptions"),
    mark("a contract"),
    key=("subscription_id",),
    moment="started_on",
    columns=(
        _id("subscription_id", mark("the contract")),
        *_customer(required=True),
        Column("started_on", Kind.DATE, mark("first day of the contract"), required=True),
        Column("due_on", Kind.DATE, mark("the day it comes up for renewal")),
        Column("renewed_on", Kind.DATE, mark("the day it was renewed")),
        Column("cancelled_on", Kind.DATE, mark("the first day it no longer ran")),
        Column("recurring_value", Kind.MONEY, mark("recurring value per month")),
        Column("plan", Kind.TEXT, mark("the plan")),
    ),
)

LEADS = Table(
    "leads",
    mark("Leads and deals"),
    mark("a lead or deal"),
    key=("lead_id",),
    moment="created_on",
    any_of=("created_on", "closed_on"),
    columns=(
        _id("lead_id", mark("the lead or deal"), required=True),
        Column("created_on", Kind.DATE, mark("the day it was created")),
        Column("closed_on", Kind.DATE, mark("the day a deal was won or lost")),
        Column("source", Kind.TEXT, mark("where the lead came from")),
        Column("stage", Kind.TEXT, mark("stage in the pipeline")),
        Column("won", Kind.FLAG, mark("whether the deal was won; empty while open")),
        Column("converted_on", Kind.DATE, mark("the day the lead became a customer")),
        *_customer(),
        Column("value", Kind.MONEY, mark("what the deal is worth")),
    ),
)

EMAIL_CAMPAIGNS = Table(
    "email_campaigns",
    mark("E-mail campaigns"),
    mark("one send of a campaign"),
    key=("campaign", "sent_at"),
    moment="sent_at",
    any_of=("sent", "delivered"),
    columns=(
        Column("campaign", Kind.TEXT, mark("title of the campaign"), required=True),
        Column("sent_at", Kind.MOMENT, mark("when it was sent"), required=True),
        Column("sent", Kind.COUNT, mark("recipients")),
        Column("delivered", Kind.COUNT, mark("successful deliveries")),
        Column("opened", Kind.COUNT, mark("unique opens")),
        Column("clicked", Kind.COUNT, mark("unique clicks")),
        Column("unsubscribed", Kind.COUNT, mark("recipients who unsubscribed")),
        Column("bounced", Kind.COUNT, mark("addresses that bounced")),
        Column("revenue", Kind.MONEY, mark("revenue credited to the send")),
        Column("kind", Kind.TEXT, mark("welcome, cart, offer, newsletter, survey …")),
        Column("segment", Kind.TEXT, mark("list or segment it was sent to")),
        Column("is_test", Kind.FLAG, mark("a test send; kept out of the KPIs")),
    ),
)

EMAIL_EVENTS = Table(
    "email_events",
    mark("E-mail events"),
    mark("something one recipient did"),
    key=("customer_id", "customer_email", "campaign", "event", "happened_at"),
    moment="happened_at",
    columns=(
        *_customer(required=True),
        Column("happened_at", Kind.MOMENT, mark("when it happened"), required=True),
        Column("event", Kind.TEXT, mark("sent, delivered, opened, clicked, unsubscribed, bounced"), required=True),
        Column("campaign", Kind.TEXT, mark("title of the campaign")),
    ),
)

WEB_TRAFFIC = Table(
    "web_traffic",
    mark("Web traffic"),
    mark("a day and traffic source"),
    key=("date", "source"),
    moment="date",
    any_of=("sessions", "users", "views", "seconds_on_site", "conversions"),
    columns=(
        Column("date", Kind.DATE, mark("the day"), required=True),
        Column("source", Kind.TEXT, mark("where visitors came from")),
        Column("sessions", Kind.COUNT, mark("visits")),
        Column("users", Kind.COUNT, mark("visitors; not additive over days")),
        Column("views", Kind.COUNT, mark("pages viewed")),
        Column("seconds_on_site", Kind.NUMBER, mark("seconds on site, all sessions together")),
        Column("conversions", Kind.COUNT, mark("visits that reached the goal")),
    ),
)

SURVEYS = Table(
    "surveys",
    mark("Survey answers"),
    mark("an answer"),
    key=("response_id",),
    moment="answered_at",
    columns=(
        Column("answered_at", Kind.MOMENT, mark("when it was answered"), required=True),
        Column("score", Kind.NUMBER, mark("the score given"), required=True),
        Column("kind", Kind.TEXT, mark("nps or csat; told from the scale where empty")),
        _id("response_id", mark("the answer")),
        *_customer(),
        Column("comment", Kind.TEXT, mark("what was written"), is_verbatim=True),
        Column("scale_max", Kind.NUMBER, mark("highest score of the scale")),
        Column("invited", Kind.COUNT, mark("invitations this answer stands for")),
    ),
)

TICKETS = Table(
    "tickets",
    mark("Support tickets"),
    mark("a case"),
    key=("ticket_id",),
    moment="opened_at",
    columns=(
        _id("ticket_id", mark("the case"), required=True),
        Column("opened_at", Kind.MOMENT, mark("when it was opened"), required=True),
        *_customer(),
        Column("channel", Kind.TEXT, mark("e-mail, chat, telephone …")),
        Column("first_reply_at", Kind.MOMENT, mark("when it was first answered")),
        Column("resolved_at", Kind.MOMENT, mark("when it was solved")),
        Column("satisfaction", Kind.NUMBER, mark("rating of the ticket, 1 to 5")),
        Column("subject", Kind.TEXT, mark("what it was about"), is_verbatim=True),
    ),
)

MENTIONS = Table(
    "mentions",
    mark("Social mentions"),
    mark("a mention"),
    key=("mention_id",),
    moment="posted_at",
    columns=(
        Column("posted_at", Kind.MOMENT, mark("when it was posted"), required=True),
        Column("text", Kind.TEXT, mark("what was written"), required=True, is_verbatim=True),
        _id("mention_id", mark("the mention")),
        Column("platform", Kind.TEXT, mark("network or site")),
        Column("author", Kind.TEXT, mark("who wrote it")),
        Column("author_followers", Kind.COUNT, mark("followers of the author")),
        Column("language", Kind.TEXT, mark("language code given by the tool")),
        Column("reach", Kind.COUNT, mark("people reached")),
        Column("likes", Kind.COUNT, mark("likes")),
        Column("comments", Kind.COUNT, mark("comments")),
        Column("shares", Kind.COUNT, mark("shares")),
        Column("url", Kind.TEXT, mark("address of the mention")),
        Column("brand", Kind.TEXT, mark("the brand that is mentioned")),
        Column("replied_at", Kind.MOMENT, mark("when we answered")),
        *_customer(),
    ),
)

SOCIAL_POSTS = Table(
    "social_posts",
    mark("Our social posts"),
    mark("a post of ours"),
    key=("post_id",),
    moment="posted_at",
    columns=(
        Column("posted_at", Kind.MOMENT, mark("when it was posted"), required=True),
        _id("post_id", mark("the post")),
        Column("platform", Kind.TEXT, mark("network")),
        Column("text", Kind.TEXT, mark("what was written"), is_verbatim=True),
        Column("impressions", Kind.COUNT, mark("times shown")),
        Column("reach", Kind.COUNT, mark("people reached")),
        Column("reactions", Kind.COUNT, mark("likes and other reactions")),
        Column("comments", Kind.COUNT, mark("comments and replies")),
        Column("shares", Kind.COUNT, mark("shares and reposts")),
        Column("clicks", Kind.COUNT, mark("clicks")),
    ),
)

CONTENT = Table(
    "content",
    mark("Content"),
    mark("a piece of content"),
    key=("title", "published_at"),
    moment="published_at",
    columns=(
        Column("published_at", Kind.MOMENT, mark("when it was published"), required=True),
        Column("title", Kind.TEXT, mark("title"), required=True),
        Column("kind", Kind.TEXT, mark("blog, video, webinar, podcast")),
        Column("views", Kind.COUNT, mark("views")),
        Column("engagements", Kind.COUNT, mark("reactions, comments, shares")),
        Column("conversions", Kind.COUNT, mark("goals reached")),
    ),
)

LOYALTY_EVENTS = Table(
    "loyalty_events",
    mark("Loyalty events"),
    mark("a movement of points"),
    key=("customer_id", "customer_email", "happened_at", "kind"),
    moment="happened_at",
    columns=(
        *_customer(required=True),
        Column("happened_at", Kind.MOMENT, mark("when it happened"), required=True),
        Column("kind", Kind.TEXT, mark("earned or redeemed"), required=True),
        Column("points", Kind.NUMBER, mark("points, as a positive number")),
    ),
)

REFERRALS = Table(
    "referrals",
    mark("Referrals"),
    mark("an invitation"),
    key=("referrer_id", "sent_on", "referred_id"),
    moment="sent_on",
    columns=(
        _id("referrer_id", mark("the customer who invited"), required=True),
        Column("sent_on", Kind.DATE, mark("the day of the invitation"), required=True),
        _id("referred_id", mark("the customer who came")),
        Column("converted_on", Kind.DATE, mark("the day the invited person became a customer")),
    ),
)

SPEND = Table(
    "spend",
    mark("Marketing spend"),
    mark("spend of a day, purpose and channel"),
    key=("date", "purpose", "channel", "campaign"),
    moment="date",
    columns=(
        Column("date", Kind.DATE, mark("the day"), required=True),
        Column("purpose", Kind.TEXT, mark("acquisition, retention or other"), required=True),
        Column("amount", Kind.MONEY, mark("what was spent"), required=True),
        Column("channel", Kind.TEXT, mark("channel")),
        Column("campaign", Kind.TEXT, mark("campaign")),
    ),
)

RETENTION_ACTIONS = Table(
    "retention_actions",
    mark("Retention actions"),
    mark("a customer in a launch"),
    key=("customer_id", "customer_email", "assigned_on", "campaign"),
    moment="assigned_on",
    columns=(
        *_customer(required=True),
        Column("assigned_on", Kind.DATE, mark("the day of the launch"), required=True),
        Column("group", Kind.TEXT, mark("treated or control"), required=True),
        Column("action", Kind.TEXT, mark("what was done")),
        Column("cost", Kind.MONEY, mark("what it cost")),
        Column("campaign", Kind.TEXT, mark("the launch")),
        Column("outcome", Kind.TEXT, mark("what came of it")),
    ),
)

MARKET_SCORES = Table(
    "market_scores",
    mark("Six-markets scores"),
    mark("a measure of a market on a day"),
    key=("date", "market", "measure"),
    moment="date",
    columns=(
        Column("date", Kind.DATE, mark("the day"), required=True),
        Column(
            "market",
            Kind.TEXT,
            mark("customer, referral, influence, employee, supplier or internal"),
            required=True,
        ),
        Column("measure", Kind.TEXT, mark("what is measured"), required=True),
        Column("value", Kind.NUMBER, mark("the value"), required=True),
        Column("target", Kind.NUMBER, mark("the target")),
        Column("owner", Kind.TEXT, mark("who answers for it")),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS,
        ORDERS,
        SUBSCRIPTIONS,
        LEADS,
        EMAIL_CAMPAIGNS,
        EMAIL_EVENTS,
        WEB_TRAFFIC,
        SURVEYS,
        TICKETS,
        MENTIONS,
        SOCIAL_POSTS,
        CONTENT,
        LOYALTY_EVENTS,
        REFERRALS,
        SPEND,
        RETENTION_ACTIONS,
        MARKET_SCORES,
    )
}

# What every stored row carries besides its table's columns.
BOOKKEEPING = {
    "batch_id": "int64",  # the import it came with
    "line": "int64",  # its line in the file, as an editor shows it; not known of a large file
    "tool": "string",  # whose ids it uses: the tool a profile recognised, or "own"
    "row_key": "string",  # the key's values, joined; null where the tool and one column say it
    "attributes": "map<string, string>",  # every other column of the export, by its header
}


def table(name: str) -> Table:
    """Return the canonical table of that name, or say which there are."""
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    return TABLES[name]


def stored_schema(name: str) -> dict[str, str]:
    """Return column name → ibis type of a fact table as it is stored."""
    columns = {column.name: IBIS_TYPES[column.kind] for column in table(name).columns}
    return BOOKKEEPING | columns
