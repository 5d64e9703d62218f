SELECT article_id, event_id FROM moves
