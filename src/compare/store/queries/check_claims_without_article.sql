SELECT id FROM claims WHERE article_id NOT IN (SELECT id FROM articles) ORDER BY id
