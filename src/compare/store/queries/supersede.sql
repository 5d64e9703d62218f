UPDATE articles SET superseded_by = NULLIF($top, id) WHERE id IN (SELECT unnest($family::VARCHAR[]));
-- A person's move holds for the version that counts.
INSERT INTO moves
    SELECT $top, event_id, person, made_at
    FROM moves
    WHERE article_id IN (SELECT unnest($family::VARCHAR[])) AND $top NOT IN (SELECT article_id FROM moves)
    ORDER BY made_at DESC
    LIMIT 1;
-- It stands in the event of its earlier versions at once, so that the event keeps its id.
INSERT INTO event_articles
    SELECT event_id, $top, max(position) + 1
    FROM event_articles
    WHERE article_id IN (SELECT unnest($family::VARCHAR[])) AND $top NOT IN (SELECT article_id FROM event_articles)
    GROUP BY event_id
    ORDER BY event_id
    LIMIT 1;
