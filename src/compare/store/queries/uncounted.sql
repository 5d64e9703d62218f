SELECT id FROM events WHERE id NOT IN (SELECT event_id FROM event_counts)
