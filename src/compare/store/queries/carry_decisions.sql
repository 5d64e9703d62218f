-- What people decided of an earlier version holds for the sentences that stand unchanged in the new.
UPDATE decisions SET left_id = c.id, left_article = c.article_id
FROM (SELECT article_id, text, min(id) AS id FROM claims WHERE article_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY article_id, text) c
WHERE c.text = left_text AND left_article IN (SELECT id FROM articles WHERE superseded_by = c.article_id);
UPDATE decisions SET right_id = c.id, right_article = c.article_id
FROM (SELECT article_id, text, min(id) AS id FROM claims WHERE article_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY article_id, text) c
WHERE c.text = right_text AND right_article IN (SELECT id FROM articles WHERE superseded_by = c.article_id);
UPDATE decisions SET
    left_id = right_id, left_text = right_text, left_article = right_article,
    right_id = left_id, right_text = left_text, right_article = left_article
WHERE left_id > right_id;
