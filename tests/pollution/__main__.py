"""Print how well dirty files are read: ``make pollution``."""

from tests.pollution.clean import customers, orders
from tests.pollution.polluting import published
from tests.pollution.scoring import Result, by_kind, results_of, simple, weighted
from tests.pollution.surviving import survival

DAMAGED_FILES = 2_000


def _scores(title: str, results: list[Result]) -> list[str]:
    lines = [f"{title}: {len(results)} files"]
    for kind, of_kind in by_kind(results).items():
        worst = min(result.score.total for result in of_kind)
        lines.append(f"  {kind:28}{len(of_kind):5}  {simple(of_kind):7.4f}  worst {worst:7.4f}")
    return [*lines, f"  simple {simple(results):.4f}  weighted {weighted(results):.4f}", ""]


def _survival() -> list[str]:
    found = survival(range(DAMAGED_FILES))
    return [
        (
            f"{DAMAGED_FILES} files damaged at random: {found.read} read, {found.refused} refused with a sentence,"
            f" {len(found.crashed)} crashed"
        ),
        (
            f"  {found.rows} rows whose lines were left alone: {found.rows_kept} came out cell by cell,"
            f" {found.rows - found.rows_kept - len(found.lost)} in other cells, {len(found.lost)} nowhere"
        ),
        *(f"  {what}" for what in [*found.crashed, *found.lost]),
    ]


if __name__ == "__main__":
    report = [
        *_scores("The benchmark's pollutions of a table of orders", results_of(published(orders()))),
        *_scores("The same of a table of customers", results_of(published(customers()))),
        *_survival(),
    ]
    print("\n".join(report))  # noqa: T201 -- this is what the command is for
