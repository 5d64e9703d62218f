"""The same event, as each outlet told it."""
