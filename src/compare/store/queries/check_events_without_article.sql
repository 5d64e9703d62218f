SELECT DISTINCT event_id FROM event_articles WHERE article_id NOT IN (SELECT id FROM articles) ORDER BY event_id
