"""The dashboard: cached services and thin pages; only this package and app.py use Streamlit."""
