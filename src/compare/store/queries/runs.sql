SELECT id, started_at, seconds, model_id, settings_hash, articles, claims, events, pairs, matches, groups, stages, peak_memory_mb
FROM runs
ORDER BY started_utc DESC, rowid DESC
LIMIT $limit
