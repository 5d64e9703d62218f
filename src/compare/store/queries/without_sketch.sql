SELECT id, outlet, url, text FROM articles WHERE id NOT IN (SELECT article_id FROM sketches)
