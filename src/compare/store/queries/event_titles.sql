SELECT id, title
FROM events
ORDER BY last_utc DESC NULLS LAST, id
LIMIT $limit
