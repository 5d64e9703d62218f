SELECT article_id, count(*) FROM claims GROUP BY article_id
