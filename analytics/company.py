"""The company's settings beside what its own data propose, and changing them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from analytics import jobs
from data import basis, setting_rules
from data.errors import InvalidSettingError
from data.settings import Rate, Settings
from data.store import Facts, Store
from data.texts import _

MOST_BRANDS = 200


@dataclass(frozen=True, slots=True)
class Apart:
    """Orders in a currency that is kept apart: how many, and their amount in it."""

    currency: str
    orders: int
    amount: float


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
    apart
        What is in other currencies for which there is no rate, the most orders first.
    """

    settings: Settings
    proposed_window_days: int | None
    main_currency: str | None
    brands: tuple[str, ...]
    apart: tuple[Apart, ...] = ()

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
    settings = store.state.settings()
    with store.read() as facts:
        days = facts.frame(basis.proposed_inactivity_window(facts.tables))["days"].dropna()
        currencies = facts.frame(basis.main_currency(facts.tables))["currency"]
        brands = _brands(facts)
    return Company(
        settings=settings,
        proposed_window_days=None if days.empty else int(days.iloc[0]),
        main_currency=None if currencies.empty else str(currencies.iloc[0]),
        brands=brands,
        apart=apart(store),
    )


def apart(store: Store) -> tuple[Apart, ...]:
    """Return what is in currencies that are kept apart, the most orders first."""
    with store.read() as facts:
        converted = basis.conversion(facts.tables, store.state.settings(), facts.frame)
        found = facts.frame(basis.kept_apart(facts.tables, converted))
    rows: list[dict[str, Any]] = found.to_dict("records")  # type: ignore[assignment]
    return tuple(Apart(row["currency"], int(row["orders"]), float(row["amount"])) for row in rows)


def change(
    store: Store, changes: Mapping[str, Any], progress: jobs.Progress = jobs.no_progress, *, today: date
) -> dict[str, Any]:
    """Check and keep changed settings and work out anew what depends on them.

    Returns
    -------
    dict
        What the settings that are different now were before, for `restore`; empty where none is.

    Parameters
    ----------
    today
        The day on which new rates of currencies are entered.

    Raises
    ------
    RapportError
        If a value isn't allowed; then nothing is changed.
    """
    allowed = setting_rules.checked(changes)
    settings = store.state.settings()
    if "currency_rates" in allowed:
        allowed["currency_rates"] = _entered(store, allowed, today)
    now = asdict(settings)
    different = {name: value for name, value in allowed.items() if now[name] != value}
    if different:
        store.state.change_settings(**different)
        jobs.after_import(store, None, progress)
    return {name: now[name] for name in different}


def restore(store: Store, before: Mapping[str, Any], progress: jobs.Progress = jobs.no_progress) -> None:
    """Put settings back to what `change` said they were, and work out anew what depends on them."""
    store.state.change_settings(**before)
    jobs.after_import(store, None, progress)


def _entered(store: Store, allowed: Mapping[str, Any], today: date) -> dict[str, Rate]:
    """Return rates with the day on which they were entered: those that are as they were keep theirs.

    Where the main currency is changed with them, a rate left as it was is one into the old one, and left out.
    """
    settings, rates = store.state.settings(), allowed["currency_rates"]
    proposed = read(store).main_currency
    main, was = allowed.get("currency", settings.currency) or proposed, settings.currency or proposed
    before = settings.currency_rates
    if main != was:
        rates = {code: rate for code, rate in rates.items() if code not in before or before[code]["rate"] != rate}
    if rates and main is None:
        text = _("There is no main currency yet that rates could lead to. Choose it first (currency=EUR, say).")
        raise InvalidSettingError(text)
    if main in rates:
        text = _("{currency} is the main currency: one {currency} is one {currency}. Leave its rate out.")
        raise InvalidSettingError(text.format(currency=main))
    fresh = {code: Rate(rate=rate, into=str(main), entered_on=today.isoformat()) for code, rate in rates.items()}
    return {code: before[code] if _is_as_before(before, code, one) else one for code, one in fresh.items()}


def _is_as_before(before: Mapping[str, Rate], code: str, one: Rate) -> bool:
    return code in before and (before[code]["rate"], before[code]["into"]) == (one["rate"], one["into"])


def _brands(facts: Facts) -> tuple[str, ...]:
    mentions = facts.tables["mentions"]
    named = mentions.filter(mentions.brand.notnull())
    counts = named.group_by("brand").aggregate(mentions=named.count())
    frame = facts.frame(counts).sort_values(["mentions", "brand"], ascending=[False, True])
    return tuple(frame["brand"].head(MOST_BRANDS))
