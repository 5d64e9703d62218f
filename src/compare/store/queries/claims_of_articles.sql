SELECT c.id, c.article_id, c.text, c.start_at, c.end_at, c.position, c.stance, c.negated, c.parts, c.tokens
FROM claims c JOIN articles a ON a.id = c.article_id
WHERE c.article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY a.published_utc NULLS LAST, c.article_id, c.position, c.id
