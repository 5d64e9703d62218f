SELECT made_at, person, action, subject, details FROM log ORDER BY made_at DESC, rowid DESC LIMIT $limit
