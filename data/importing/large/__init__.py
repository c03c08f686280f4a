"""Large files: checked and stored by the engine where they lie, without coming into memory."""
