SELECT DISTINCT event_id FROM event_articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
