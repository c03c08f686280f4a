"""From text rows to checked, stored rows: typing, rules, keys, batches."""
