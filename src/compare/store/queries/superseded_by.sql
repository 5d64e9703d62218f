SELECT superseded_by FROM articles WHERE id = $id
