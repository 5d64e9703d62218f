-- The wide columns are read only for the claims that are given: first which, then what.
WITH hits AS MATERIALIZED (
    SELECT c.rowid AS place, a.published_utc
    FROM claims c JOIN articles a ON a.id = c.article_id
    WHERE c.article_id IN (SELECT article_id FROM event_articles WHERE event_id = $event_id)
)
SELECT c.id, c.article_id, c.text, c.start_at, c.end_at, c.position, c.stance, c.negated, c.parts, c.tokens
FROM hits JOIN claims c ON c.rowid = hits.place
ORDER BY hits.published_utc NULLS LAST, c.article_id, c.position, c.id
