"""Customer features: one row per customer as of a date, from rows known on that date."""
