SELECT id FROM articles WHERE superseded_by IS NULL ORDER BY published_utc NULLS LAST, id
