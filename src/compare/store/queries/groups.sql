SELECT id, weakest FROM groups WHERE event_id = $event_id ORDER BY position
