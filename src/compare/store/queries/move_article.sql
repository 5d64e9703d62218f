DELETE FROM matches WHERE left_id IN (SELECT id FROM claims WHERE article_id = $article_id)
    OR right_id IN (SELECT id FROM claims WHERE article_id = $article_id);
DELETE FROM scores WHERE left_id IN (SELECT id FROM claims WHERE article_id = $article_id)
    OR right_id IN (SELECT id FROM claims WHERE article_id = $article_id);
DELETE FROM relations WHERE left_id IN (SELECT id FROM claims WHERE article_id = $article_id)
    OR right_id IN (SELECT id FROM claims WHERE article_id = $article_id);
DELETE FROM group_members WHERE claim_id IN (SELECT id FROM claims WHERE article_id = $article_id);
DELETE FROM event_articles WHERE article_id = $article_id;
INSERT INTO events
    SELECT $event_id, title, published_at, published_at, published_utc, ''
    FROM articles
    WHERE id = $article_id AND $event_id NOT IN (SELECT id FROM events);
INSERT INTO event_articles
    SELECT $event_id, $article_id, coalesce(max(position) + 1, 0)
    FROM event_articles
    WHERE event_id = $event_id;
