-- The claim of this id; else one with these words, of the same article first.
SELECT id
FROM claims
WHERE id = $id OR text = $text
ORDER BY id = $id DESC, article_id IS NOT DISTINCT FROM $article DESC, id
LIMIT 1
