"""The pages, one a file; the address of a page follows its file name."""
