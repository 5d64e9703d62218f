DELETE FROM vectors WHERE text_hash IN (
    SELECT text_hash FROM claims GROUP BY text_hash HAVING bool_and(article_id = $id)
);
DELETE FROM claims WHERE article_id = $id;
DELETE FROM event_articles WHERE article_id = $id;
DELETE FROM moves WHERE article_id = $id;
DELETE FROM articles WHERE id = $id;
