SELECT group_id, claim_id, origin FROM group_members WHERE event_id = $event_id ORDER BY group_id, position
