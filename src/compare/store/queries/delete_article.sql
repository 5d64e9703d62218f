DELETE FROM vectors WHERE text_hash IN (
    SELECT text_hash FROM claims GROUP BY text_hash HAVING bool_and(article_id = $id)
);
DELETE FROM claims WHERE article_id = $id;
DELETE FROM event_articles WHERE article_id = $id;
DELETE FROM moves WHERE article_id = $id;
DELETE FROM prints WHERE article_id = $id;
DELETE FROM sketches WHERE article_id = $id;
DELETE FROM article_pages WHERE article_id = $id;
DELETE FROM pages WHERE id NOT IN (SELECT page_id FROM article_pages);
DELETE FROM articles WHERE id = $id;
