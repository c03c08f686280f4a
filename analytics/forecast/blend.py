"""The two views blended, each weighted by how near it came until then."""

import numpy as np

from analytics.forecast import last_year, recent
from analytics.forecast.history import History
from analytics.forecast.scale import Real

FEWEST_JUDGED = 8  # forecasts of both views whose weeks have come, before the better one weighs more


def forecasts(history: History, origins: range, horizon: int, keys: tuple[str, ...] = ()) -> Real:
    """Return the blended forecast on the history's scale per origin (weeks known) and week ahead.

    Views are weighted by the inverse square of their mean squared errors over the forecasts that had come due
    by then: combining weighted so forgives a view that is wrong for this KPI and tells no future. Weeks of the
    occasions ``keys`` are matched with those of last year's occasion.

    References
    ----------
    Bates, J. M. & Granger, C. W. J. (1969). The combination of forecasts.
    Operational Research Quarterly 20, 451-468.
    """
    near = recent.forecasts(history, origins, horizon)
    far = last_year.forecasts(history, origins, horizon, keys)
    due = np.array(origins)[:, None] + np.arange(horizon)
    came = history.came(history.scaled, due)
    errors = np.stack([(came - near) ** 2, (came - far) ** 2])
    share = np.array([_share_of_near(errors, due < known) for known in origins])[:, None]
    return np.where(np.isnan(far), near, share * near + (1 - share) * np.nan_to_num(far))


def _share_of_near(errors: Real, is_due: np.ndarray) -> float:
    """Return the weight of the recent view, from the squared errors of both where they had come due."""
    judged = is_due & ~np.isnan(errors).any(axis=0)
    if judged.sum() < FEWEST_JUDGED:
        return 0.5
    near, far = (float(errors[view][judged].mean()) ** 2 for view in (0, 1))
    return far / (near + far) if near + far > 0 else 0.5
