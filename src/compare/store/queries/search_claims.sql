-- Every word has to occur in the claim; case doesn't count. The longest word is looked for first,
-- and the wide columns are read only for the claims that are given.
WITH texts AS MATERIALIZED (
    SELECT rowid AS place, id, article_id, position, speaker, lower(text) AS text
    FROM claims
    WHERE $longest IS NULL OR contains(lower(text), lower($longest))
),
hits AS (
    SELECT c.place, a.published_utc, c.article_id, c.position, c.id
    FROM texts c JOIN articles a ON a.id = c.article_id
    WHERE ($event_id IS NULL OR a.id IN (SELECT article_id FROM event_articles WHERE event_id = $event_id))
        AND ($outlets IS NULL OR list_contains($outlets::VARCHAR[], a.outlet))
        AND ($speaker IS NULL OR contains(lower(c.speaker), lower($speaker)))
        AND ($first IS NULL OR a.published_utc >= $first)
        AND ($last IS NULL OR a.published_utc <= $last)
        AND len(list_filter($words::VARCHAR[], lambda word: NOT contains(c.text, lower(word)))) = 0
    ORDER BY a.published_utc NULLS LAST, c.article_id, c.position, c.id
    LIMIT $limit
)
SELECT c.id, c.article_id, c.text, c.start_at, c.end_at, c.position, c.stance, c.negated, c.parts, c.tokens
FROM hits JOIN claims c ON c.rowid = hits.place
ORDER BY hits.published_utc NULLS LAST, hits.article_id, hits.position, hits.id
