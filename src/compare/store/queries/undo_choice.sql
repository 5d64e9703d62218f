UPDATE choices SET undone = TRUE WHERE (made_at, person) IN (SELECT (made_at, person) FROM choices WHERE id = $id);
