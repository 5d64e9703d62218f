SELECT id FROM claims WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
