SELECT id FROM choices WHERE id = $id AND NOT undone
