SELECT left_id, right_id FROM decisions WHERE id = $id AND NOT undone
