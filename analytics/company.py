"""The company's settings beside what its own data propose, and changing them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from analytics import jobs
from data import basis, setting_rules
from data.settings import Settings
from data.store import Facts, Store

MOST_BRANDS = 200


@dataclass(frozen=True, slots=True)
class Company:
    """What is set, and what there is to choose from.

    Attributes
    ----------
    proposed_window_days
        The inactivity window that the orders propose; None where nobody has bought on two days.
    main_currency
        The currency that most order lines name; None where none does.
    brands
        The brands that mentions name, the most mentioned first.
    """

    settings: Settings
    proposed_window_days: int | None
    main_currency: str | None
    brands: tuple[str, ...]

    @property
    def window_days(self) -> int:
        """The inactivity window in use, in days."""
        return (
            self.settings.inactivity_window_days or self.proposed_window_days or basis.WINDOW_WITHOUT_REPEATS_DAYS
        )

    @property
    def currency(self) -> str | None:
        """The currency in use."""
        return self.settings.currency or self.main_currency

    @property
    def record(self) -> dict[str, Any]:
        """The settings by name, with the window that the data propose."""
        return asdict(self.settings) | {"proposed_inactivity_window_days": self.proposed_window_days}


def read(store: Store) -> Company:
    """Return the settings, and what the data propose."""
    with store.read() as facts:
        days = facts.frame(basis.proposed_inactivity_window(facts.tables))["days"].dropna()
        currencies = facts.frame(basis.main_currency(facts.tables))["currency"]
        brands = _brands(facts)
    return Company(
        settings=store.state.settings(),
        proposed_window_days=None if days.empty else int(days.iloc[0]),
        main_currency=None if currencies.empty else str(currencies.iloc[0]),
        brands=brands,
    )


def change(store: Store, changes: Mapping[str, Any], progress: jobs.Progress = jobs.no_progress) -> bool:
    """Check and keep changed settings and work out anew what depends on them; return whether anything changed.

    Raises
    ------
    RapportError
        If a value isn't allowed; then nothing is changed.
    """
    allowed = setting_rules.checked(changes)
    now = asdict(store.state.settings())
    different = {name: value for name, value in allowed.items() if now[name] != value}
    if different:
        store.state.change_settings(**different)
        jobs.after_import(store, None, progress)
    return bool(different)


def _brands(facts: Facts) -> tuple[str, ...]:
    mentions = facts.tables["mentions"]
    named = mentions.filter(mentions.brand.notnull())
    counts = named.group_by("brand").aggregate(mentions=named.count())
    frame = facts.frame(counts).sort_values(["mentions", "brand"], ascending=[False, True])
    return tuple(frame["brand"].head(MOST_BRANDS))
