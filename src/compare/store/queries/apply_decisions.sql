-- The last decision that was not undone says what a pair is; without one, the rule does.
UPDATE matches SET
    state = CASE d.verdict WHEN 'confirm' THEN 'confirmed' WHEN 'reject' THEN 'rejected' ELSE 'unsure' END,
    decided_by = d.person,
    decided_at = d.made_at
FROM (
    SELECT left_id, right_id, arg_max(verdict, made_at) AS verdict, arg_max(person, made_at) AS person, max(made_at) AS made_at
    FROM decisions
    WHERE NOT undone
    GROUP BY left_id, right_id
) d
WHERE matches.left_id = d.left_id AND matches.right_id = d.right_id;
