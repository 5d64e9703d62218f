-- Earlier versions stay readable; what was found in them goes once the run has left them out.
DELETE FROM claims WHERE article_id IN (SELECT id FROM articles WHERE superseded_by IS NOT NULL)
    AND article_id NOT IN (SELECT article_id FROM event_articles);
UPDATE articles SET extracted = FALSE
WHERE superseded_by IS NOT NULL AND extracted AND id NOT IN (SELECT article_id FROM event_articles);
