-- An article with all its versions.
SELECT id, published_at, modified_at, added_at
FROM articles
WHERE coalesce(superseded_by, id) = (SELECT coalesce(superseded_by, id) FROM articles WHERE id = $id)
ORDER BY added_at, id
