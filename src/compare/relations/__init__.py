"""Relations: how two claims stand to each other, and in which slots they differ."""
