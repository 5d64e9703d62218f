SELECT text_hash FROM vectors
WHERE model_id = $model AND text_hash IN (SELECT unnest($hashes::VARCHAR[]))
