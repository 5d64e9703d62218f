SELECT id, text, article_id FROM claims WHERE id IN (SELECT unnest($ids::VARCHAR[]))
