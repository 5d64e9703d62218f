-- Drops what points at claims, articles or events that are no longer there.
DELETE FROM matches WHERE left_id NOT IN (SELECT id FROM claims) OR right_id NOT IN (SELECT id FROM claims);
DELETE FROM scores WHERE left_id NOT IN (SELECT id FROM claims) OR right_id NOT IN (SELECT id FROM claims);
DELETE FROM relations WHERE left_id NOT IN (SELECT id FROM claims) OR right_id NOT IN (SELECT id FROM claims);
DELETE FROM group_members WHERE claim_id NOT IN (SELECT id FROM claims);
DELETE FROM groups WHERE NOT EXISTS (
    SELECT 1 FROM group_members m WHERE m.event_id = groups.event_id AND m.group_id = groups.id
);
DELETE FROM event_articles WHERE article_id NOT IN (SELECT id FROM articles);
DELETE FROM events WHERE id NOT IN (SELECT event_id FROM event_articles);
DELETE FROM matches WHERE event_id NOT IN (SELECT id FROM events);
DELETE FROM scores WHERE event_id NOT IN (SELECT id FROM events);
DELETE FROM relations WHERE event_id NOT IN (SELECT id FROM events);
DELETE FROM group_members WHERE event_id NOT IN (SELECT id FROM events);
DELETE FROM groups WHERE event_id NOT IN (SELECT id FROM events);
