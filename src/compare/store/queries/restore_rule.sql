UPDATE matches SET state = rule_state, decided_by = 'rule', decided_at = NULL WHERE left_id = $left AND right_id = $right;
