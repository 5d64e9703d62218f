SELECT count(*)
FROM articles
WHERE superseded_by IS NULL AND id NOT IN (SELECT article_id FROM event_articles)
