"""Print how well dirty files are read: ``python -m tests.pollution``."""

from tests.pollution.clean import customers, orders
from tests.pollution.polluting import published
from tests.pollution.scoring import Result, by_kind, results_of, simple, weighted


def _print_table(title: str, results: list[Result]) -> None:
    print(f"\n{title}: {len(results)} files")  # noqa: T201 -- this is what the command is for
    for kind, of_kind in by_kind(results).items():
        worst = min(of_kind, key=lambda result: result.score.total)
        print(f"  {kind:28}{len(of_kind):5}  {simple(of_kind):7.4f}  worst {worst.score.total:7.4f}")  # noqa: T201
    if any(result.weight for result in results):
        print(f"  simple {simple(results):.4f}  weighted {weighted(results):.4f}")  # noqa: T201
    else:
        print(f"  simple {simple(results):.4f}")  # noqa: T201


if __name__ == "__main__":
    _print_table("The benchmark's pollutions of a table of orders", results_of(published(orders())))
    _print_table("The same of a table of customers", results_of(published(customers())))
