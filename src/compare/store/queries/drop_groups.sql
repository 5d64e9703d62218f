DELETE FROM groups WHERE event_id = $event_id;
DELETE FROM group_members WHERE event_id = $event_id;
DELETE FROM relations WHERE event_id = $event_id;
