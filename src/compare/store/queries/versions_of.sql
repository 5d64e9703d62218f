SELECT id
FROM articles
WHERE coalesce(superseded_by, id) = (SELECT coalesce(superseded_by, id) FROM articles WHERE id = $id)
ORDER BY superseded_by IS NOT NULL, coalesce(modified_at, published_at, added_at) DESC, id
