-- Events with all words in their title or in one of their claims. The longest word goes first:
-- what has to be looked at for the others is little then.
WITH hits AS MATERIALIZED (
    SELECT article_id, lower(text) AS text FROM claims WHERE contains(lower(text), lower($longest))
)
SELECT DISTINCT m.event_id
FROM hits h JOIN event_articles m ON m.article_id = h.article_id
WHERE len(list_filter($words::VARCHAR[], lambda word: NOT contains(h.text, lower(word)))) = 0
UNION
SELECT id
FROM events
WHERE contains(lower(title), lower($longest))
    AND len(list_filter($words::VARCHAR[], lambda word: NOT contains(lower(title), lower(word)))) = 0
