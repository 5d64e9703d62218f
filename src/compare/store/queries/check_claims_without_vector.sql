-- Only claims that a run has gone over are expected to have one.
SELECT c.id
FROM claims c JOIN event_articles m ON m.article_id = c.article_id JOIN articles a ON a.id = c.article_id
WHERE a.extracted AND c.text_hash NOT IN (
    SELECT text_hash FROM vectors WHERE model_id = (SELECT arg_max(model_id, started_utc) FROM runs)
)
ORDER BY c.id
