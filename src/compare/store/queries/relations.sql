SELECT left_id, right_id, label, confidence, differences, is_update
FROM relations
WHERE event_id = $event_id
ORDER BY left_id, right_id
