SELECT e.id, e.title, list(m.article_id ORDER BY m.position), e.first_at, e.last_at, e.fingerprint
FROM events e JOIN event_articles m ON m.event_id = e.id
GROUP BY e.id, e.title, e.first_at, e.last_at, e.last_utc, e.fingerprint
ORDER BY e.last_utc DESC NULLS LAST, e.id
