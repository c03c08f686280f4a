"""The metrics themselves, one module per part of the relationship."""
