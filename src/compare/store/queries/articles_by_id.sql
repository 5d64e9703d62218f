SELECT
    id, published_at, cuts, outlet, title, text, url, published_precision, country, author, language,
    carries, kind, completeness, source_name,
    CASE WHEN $sources THEN source_text END, modified_at
FROM articles
WHERE id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY published_utc NULLS LAST, id
