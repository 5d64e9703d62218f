SELECT id, text FROM articles WHERE id IN (SELECT unnest($ids::VARCHAR[]))
