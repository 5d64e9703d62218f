-- Title, first and last follow the articles; an empty fingerprint has the next run match it anew.
UPDATE events SET
    title = CASE WHEN list_contains(now_has.titles, events.title) THEN events.title ELSE now_has.titles[1] END,
    first_at = now_has.first_at,
    last_at = now_has.last_at,
    last_utc = now_has.last_utc,
    fingerprint = ''
FROM (
    SELECT
        m.event_id,
        list(a.title ORDER BY a.published_utc NULLS LAST, a.id) AS titles,
        arg_min(a.published_at, a.published_utc) AS first_at,
        arg_max(a.published_at, a.published_utc) AS last_at,
        max(a.published_utc) AS last_utc
    FROM event_articles m JOIN articles a ON a.id = m.article_id
    WHERE m.event_id IN (SELECT unnest($ids::VARCHAR[]))
    GROUP BY m.event_id
) now_has
WHERE events.id = now_has.event_id;
