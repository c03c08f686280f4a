"""What a metric is: a frozen record of its meaning, unit, direction and formula."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.formulas import Count, Formula
from data.components import COMPONENTS, source_of
from data.texts import mark

START, END = ":start", ":end"  # of a running component: its total when the period starts and ends


class Unit(StrEnum):
    """What a value is counted in."""

    CUSTOMERS = "customers"
    RATE = "rate"  # a fraction of 1, shown in percent
    MONEY = "money"
    POINTS = "points"  # -100 to 100
    INDEX = "index"  # -1 to 1
    MENTIONS = "mentions"
    HOURS = "hours"
    SECONDS = "seconds"
    SESSIONS = "sessions"
    USERS = "users"
    TICKETS = "tickets"


class Good(StrEnum):
    """Which way is better. It alone decides colour."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Group(StrEnum):
    """What part of the relationship a metric speaks of."""

    KEEP = "keep"
    WIN = "win"
    REACH = "reach"
    VOICE = "voice"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Aside:
    """What a metric leaves out, or counts in another way, and that is said beside it.

    Attributes
    ----------
    part
        The component that counts it.
    sentence
        With ``{count}`` or ``{share}``, which is the part over the sum of the ``whole``.
    """

    part: str
    sentence: str
    whole: tuple[str, ...] = ()

    @property
    def components(self) -> tuple[str, ...]:
        """The components it is made of, each once."""
        return tuple(dict.fromkeys((self.part, *self.whole)))


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    Attributes
    ----------
    formula
        Over summed components; it also says value, numerator, denominator and the interval.
    sentence
        The definition, in words.
    source
        Where the definition comes from.
    needs_tables
        The exports that fill it; one of them is enough where ``any_table`` is set.
    matures_after
        The setting (in days) after which a period's value can no longer change; None where it can't.
    whole_of_total
        Components that are taken from the total where the metric is split by the dimension they stand with.
    aside
        What is said beside it.
    """

    key: str
    label: str
    unit: Unit
    good: Good
    group: Group
    formula: Formula
    sentence: str
    source: str
    needs_tables: tuple[str, ...]
    any_table: bool = False
    matures_after: str | None = None
    whole_of_total: tuple[str, str] | None = None
    aside: Aside | None = None

    @property
    def components(self) -> tuple[str, ...]:
        """The components that the formula needs, as they are stored."""
        names = (name.removesuffix(START).removesuffix(END) for name in self.formula.components)
        return tuple(dict.fromkeys(names))

    @property
    def components_read(self) -> tuple[str, ...]:
        """The components of its formula and of what is said beside it."""
        return tuple(dict.fromkeys((*self.components, *(self.aside.components if self.aside else ()))))

    @property
    def is_level(self) -> bool:
        """True for a level that carries over from period to period, such as customers active."""
        return isinstance(self.formula, Count) and all(name.endswith(END) for name in self.formula.components)

    @property
    def from_model(self) -> bool:
        """True where a model gives the components, and not the exports alone."""
        return not set(self.components) <= set(COMPONENTS)

    @property
    def coverage(self) -> tuple[str, ...]:
        """The tables (or "activity") that have to be complete for a period to be whole."""
        known = [source_of(name).coverage for name in self.components if name in COMPONENTS]
        return tuple(dict.fromkeys(table for tables in known for table in tables))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions by which every one of its components can be split."""
        offered = [source_of(name).dimensions for name in self.components if name in COMPONENTS]
        return tuple(name for name in offered[0] if all(name in others for others in offered)) if offered else ()


ACTIVE_START, ACTIVE_END = f"customers_change{START}", f"customers_change{END}"
CUSTOMER_EXPORTS = ("customers", "orders", "subscriptions")
OTHER_CURRENCIES = Aside(
    "lines_in_other_currencies",
    mark("{count} order lines are in another currency and kept apart. A rate in Settings adds them up."),
)
OUR_CATALOGUE = mark("the product's KPI catalogue")
