SELECT id, current_id FROM articles
