WITH pairs AS (
    SELECT left_id, right_id FROM matches
    UNION SELECT left_id, right_id FROM scores
    UNION SELECT left_id, right_id FROM relations
)
SELECT left_id || ' ' || right_id AS pair
FROM pairs
WHERE left_id NOT IN (SELECT id FROM claims) OR right_id NOT IN (SELECT id FROM claims)
ORDER BY pair
