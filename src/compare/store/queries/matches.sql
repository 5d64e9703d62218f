SELECT left_id, right_id, probability, state, decided_by, decided_at
FROM matches
WHERE ($event_id IS NULL OR event_id = $event_id) AND ($states IS NULL OR list_contains($states::VARCHAR[], state))
ORDER BY probability DESC, left_id, right_id
