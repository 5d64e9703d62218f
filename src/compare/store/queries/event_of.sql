SELECT event_id FROM event_articles WHERE article_id = $article_id
