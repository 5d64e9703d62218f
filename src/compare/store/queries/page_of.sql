SELECT p.packed, p.address, p.url, p.content_type, p.fetched_at
FROM article_pages a JOIN pages p ON p.id = a.page_id
WHERE a.article_id = $id
ORDER BY p.fetched_at DESC
LIMIT 1
