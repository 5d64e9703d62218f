UPDATE decisions SET undone = TRUE WHERE id = $id;
