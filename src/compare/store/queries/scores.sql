SELECT left_id, right_id, signal, value, weight, explanation
FROM scores
WHERE left_id = $left AND right_id = $right
ORDER BY position
