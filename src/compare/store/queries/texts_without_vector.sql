SELECT any_value(text)
FROM claims
WHERE text_hash NOT IN (SELECT text_hash FROM vectors WHERE model_id = $model)
GROUP BY text_hash
ORDER BY text_hash
