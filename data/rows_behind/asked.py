"""What is asked for: some components, a period, and a segment where only its rows are wanted."""

from dataclasses import dataclass
from datetime import date

from data.components import COMPONENTS


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows that are asked for.

    Attributes
    ----------
    components
        Those of a metric, by their keys.
    grain, first_day, last_day
        A period of that grain, both days inside.
    dimension, segment
        Only the rows of a segment, as the roll-ups name it ("not known" and "other" too); "" for all.
    """

    components: tuple[str, ...]
    grain: str
    first_day: date
    last_day: date
    dimension: str = ""
    segment: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The components whose rows lie in the period.

        Running totals are made of all rows up to it; they are left out, unless the metric has nothing else: then
        what changed them in the period is shown.
        """
        known = [name for name in self.components if name in COMPONENTS]
        return tuple(name for name in known if not COMPONENTS[name].running) or tuple(known)
