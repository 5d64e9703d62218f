SELECT text_hash, vector
FROM vectors
WHERE model_id = $model AND text_hash IN (SELECT unnest($hashes::VARCHAR[]))
