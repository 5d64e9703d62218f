SELECT id FROM pages WHERE id IN (SELECT unnest($ids::VARCHAR[]))
