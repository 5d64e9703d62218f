"""Entry of the dashboard: routes only."""
