-- What is known of articles but their texts.
SELECT id, current_id, published_at, outlet, title, published_precision, language, carries
FROM articles
WHERE superseded_by IS NULL
ORDER BY published_utc NULLS LAST, id
