"""Charts, one a file: a frame → an Altair chart; returned, never shown."""
