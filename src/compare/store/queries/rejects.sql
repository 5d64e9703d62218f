SELECT made_at, source, row_number, field, reason, hint
FROM rejects
ORDER BY made_at DESC, rowid DESC
LIMIT $limit
