-- The probability that the rule gave to each pair that people decided, with the last verdict on it.
SELECT m.probability, d.verdict
FROM (
    SELECT left_id, right_id, arg_max(verdict, made_at) AS verdict
    FROM decisions
    WHERE NOT undone
    GROUP BY left_id, right_id
) d
JOIN matches m ON m.left_id = d.left_id AND m.right_id = d.right_id
WHERE d.verdict <> 'unsure'
