"""What people wish of the KPIs and note beside them: targets, notes, alert rules, and each person's own wall.

Kept in the state file. Nothing is deleted: what is taken back stays and can be brought back. A change raises
``changes``, since loaders show it, but not ``facts``, since no roll-up depends on it.
"""

from data.state_file import StateFile
from data.wishes.alerts import Alerts
from data.wishes.notes import Notes
from data.wishes.targets import Targets
from data.wishes.walls import Walls


class Wishes:
    """The wishes and notes of one store, a part per kind."""

    def __init__(self, file: StateFile) -> None:
        self.targets = Targets(file)
        self.notes = Notes(file)
        self.alerts = Alerts(file)
        self.walls = Walls(file)
