SELECT c.id
FROM claims c JOIN articles a ON a.id = c.article_id
WHERE substring(a.text, c.start_at + 1, c.end_at - c.start_at) <> c.text
ORDER BY c.id
