SELECT id FROM articles ORDER BY published_utc NULLS LAST, id
