DELETE FROM moves WHERE article_id = $article_id;
