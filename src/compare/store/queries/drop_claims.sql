-- The caller puts the new claims in within the same transaction.
DELETE FROM claims WHERE article_id IN (SELECT unnest($ids::VARCHAR[]));
UPDATE articles SET extracted = TRUE WHERE id IN (SELECT unnest($ids::VARCHAR[]));
