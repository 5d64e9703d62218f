SELECT c.id, m.event_id
FROM claims c JOIN event_articles m ON m.article_id = c.article_id
WHERE c.id IN (SELECT unnest($ids::VARCHAR[]))
