SELECT id, left_id, right_id, verdict, person, made_at, undone, left_text, right_text, left_article, right_article
FROM decisions
WHERE $undone OR NOT undone
ORDER BY made_at, rowid
