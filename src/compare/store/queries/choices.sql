SELECT id, name, value, person, made_at FROM choices WHERE NOT undone ORDER BY made_at, rowid
