SELECT id FROM articles GROUP BY id HAVING count(*) > 1
UNION ALL SELECT id FROM claims GROUP BY id HAVING count(*) > 1
UNION ALL SELECT id FROM events GROUP BY id HAVING count(*) > 1
UNION ALL SELECT id FROM decisions GROUP BY id HAVING count(*) > 1
