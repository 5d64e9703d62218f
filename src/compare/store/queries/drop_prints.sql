-- Makes room for new prints; those of articles that are gone or count no more go too.
DELETE FROM prints WHERE article_id IN (SELECT unnest($ids::VARCHAR[])) OR model_id <> $model
    OR article_id NOT IN (SELECT id FROM articles WHERE superseded_by IS NULL);
DELETE FROM searches;
DELETE FROM searched;
