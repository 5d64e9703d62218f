SELECT id FROM articles WHERE id IN (SELECT unnest($ids::VARCHAR[]))
