SELECT article_id, made_from, near, odds, cluster FROM searched ORDER BY place
