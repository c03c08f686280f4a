"""docs/metrics.md says what the catalogue says."""

from analytics.metrics import CATALOGUE
from analytics.metrics_page import PAGE, page


def test_the_page_is_as_generated():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m analytics.metrics_page"


def test_every_metric_has_its_entry():
    assert all(f"(`{key}`)" in page() for key in CATALOGUE)
