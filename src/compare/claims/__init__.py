"""Claims: article → verbatim statements with attribution, numbers, dates, names and roles."""
