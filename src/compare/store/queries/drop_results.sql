-- Makes room for a run: what it matched anew goes, and with it what no longer is an event.
DELETE FROM matches WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM scores WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM relations WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM group_members WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM groups WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM asked WHERE event_id IN (SELECT unnest($matched::VARCHAR[])) OR event_id NOT IN (SELECT unnest($events::VARCHAR[]));
DELETE FROM event_articles;
DELETE FROM events;
