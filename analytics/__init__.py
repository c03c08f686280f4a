"""What numbers mean: no screen, no SQL."""
