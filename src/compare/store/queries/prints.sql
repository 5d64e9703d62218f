SELECT article_id, made_from, words, counts, titles, weekdays, day, vector
FROM prints
WHERE model_id = $model
ORDER BY article_id
