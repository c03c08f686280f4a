"""The sample company: the exports of one invented shop, from a seed, at any size, with planted truths."""

from data.sample.exports import DEFAULT_CUSTOMERS, DEFAULT_SEED, DEFAULT_WEEKS, generate, write_exports

__all__ = ["DEFAULT_CUSTOMERS", "DEFAULT_SEED", "DEFAULT_WEEKS", "generate", "write_exports"]
