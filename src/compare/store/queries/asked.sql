SELECT event_id, packed FROM asked WHERE event_id IN (SELECT unnest($ids::VARCHAR[]))
