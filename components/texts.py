"""The texts' helpers, for pages: a page imports nothing from the data floor."""

from data.texts import _, _n, mark, use_language

__all__ = ["_", "_n", "mark", "use_language"]
