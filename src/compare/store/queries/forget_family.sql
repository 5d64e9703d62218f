UPDATE articles SET superseded_by = NULL WHERE id = $id;
UPDATE sketches SET apart = TRUE WHERE article_id = $id;
