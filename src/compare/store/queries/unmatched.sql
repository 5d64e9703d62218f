SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM event_articles)
