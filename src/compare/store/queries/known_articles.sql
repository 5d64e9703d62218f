-- An article is known by the id it came with, and by what it says after a person's corrections.
SELECT current_id, id FROM articles WHERE current_id IN (SELECT unnest($ids::VARCHAR[]))
UNION ALL
SELECT id, id FROM articles WHERE id IN (SELECT unnest($ids::VARCHAR[]))
