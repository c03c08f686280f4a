"""What to expect of the next period: the level of those before it, and their trend where it is evident."""

from collections import deque
from typing import NamedTuple

from analytics.signals.xmr import FEWEST_PERIODS

EVIDENT = 2.2  # a slope counts from so many standard errors on: extrapolating noise would cost a lot of power


class Point(NamedTuple):
    """A period: its number on the calendar, its value, and the variance that counting alone gives it."""

    number: int
    value: float
    variance: float


class Expected(NamedTuple):
    """What is expected of a period.

    ``level_variance`` is that of the expected value, in variances of a single period; ``slope`` is per period.
    """

    value: float
    level_variance: float
    slope: float


class _Window:
    """The newest points, kept as sums, so that a step costs the same however long the window is."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._points: deque[Point] = deque()
        self._sums = [0.0] * 6  # x, x², y, xy, y², variance

    def __len__(self) -> int:
        return len(self._points)

    def add(self, point: Point) -> None:
        """Take in the newest point, and forget the oldest where there are enough."""
        self._points.append(point)
        self._count(point, 1.0)
        if len(self._points) > self._most:
            self._count(self._points.popleft(), -1.0)

    def _count(self, point: Point, sign: float) -> None:
        x, y, variance = point
        sums = self._sums
        sums[0] += sign * x
        sums[1] += sign * x * x
        sums[2] += sign * y
        sums[3] += sign * x * y
        sums[4] += sign * y * y
        sums[5] += sign * variance

    @property
    def counting_variance(self) -> float:
        """The mean of the variances that counting alone gives."""
        return max(self._sums[5], 0.0) / len(self._points)

    def line(self) -> tuple[float, float]:
        """Return the slope, 0 where it isn't evident, and the sum of squares that is left."""
        n, (x, _xx, y, xy, yy, _variance) = len(self._points), self._sums
        along, across, around = self.along, xy - x * y / n, max(yy - y * y / n, 0.0)
        if n < FEWEST_PERIODS or along <= 0:
            return 0.0, around
        slope = across / along
        rest = max(around - slope * across, 0.0)
        evident = slope * slope * along > EVIDENT**2 * rest / (n - 2)
        return (slope, rest) if evident else (0.0, around)

    @property
    def along(self) -> float:
        """The sum of squares of the numbers around their mean."""
        return self._sums[1] - self._sums[0] ** 2 / len(self._points)

    def at(self, number: int, slope: float) -> Expected:
        """Return what a line of that slope through the points' middle gives."""
        n = len(self._points)
        if not slope:
            return Expected(self._sums[2] / n, 1 / n, 0.0)
        away = number - self._sums[0] / n
        return Expected(self._sums[2] / n + slope * away, 1 / n + away * away / self.along, slope)


class Baseline:
    """The last periods that count.

    Whether there is a trend all of them tell; how it goes on, the newer half: growth seldom stays as it was.
    """

    def __init__(self, most: int) -> None:
        self._all, self._newer = _Window(most), _Window(most // 2)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, point: Point) -> None:
        """Take in the newest period, and forget the oldest where there are enough."""
        self._all.add(point)
        self._newer.add(point)

    @property
    def counting_variance(self) -> float:
        """The mean of the variances that counting alone gives."""
        return self._all.counting_variance

    def expect(self, number: int) -> Expected:
        """Return what is expected of a period: the mean, or the line where a trend is evident."""
        slope, _rest = self._all.line()
        if not slope or len(self._newer) == len(self._all):
            return self._all.at(number, slope)
        newer, _rest = self._newer.line()
        return self._newer.at(number, newer or slope)

    @property
    def variance(self) -> float:
        """The variance around the mean, or around the line where a trend is evident."""
        slope, rest = self._all.line()
        return rest / (len(self._all) - (2 if slope else 1))
