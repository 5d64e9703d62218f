SELECT
    id, published_at, cuts, outlet, title, text, url, published_precision, country, author, language,
    carries, kind, completeness, source_name, source_text, modified_at
FROM articles
ORDER BY published_utc NULLS LAST, id
