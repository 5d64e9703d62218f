CREATE OR REPLACE TEMP TABLE days AS
SELECT m.event_id, min(a.published_utc)::DATE AS day
FROM event_articles m JOIN articles a ON a.id = m.article_id
GROUP BY m.event_id
HAVING ($first::DATE IS NULL OR min(a.published_utc)::DATE >= $first::DATE)
    AND ($last::DATE IS NULL OR min(a.published_utc)::DATE <= $last::DATE)
