SELECT DISTINCT group_id FROM group_members WHERE claim_id NOT IN (SELECT id FROM claims) ORDER BY group_id
