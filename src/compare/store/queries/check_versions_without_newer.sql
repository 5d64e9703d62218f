-- The version that counts has to be there, and to be no earlier version itself.
SELECT id
FROM articles
WHERE superseded_by IS NOT NULL AND superseded_by NOT IN (SELECT id FROM articles WHERE superseded_by IS NULL)
ORDER BY id
