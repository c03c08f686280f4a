"""Where rows come from and live: reading, recognising, importing, identity, store, roll-ups, features."""
