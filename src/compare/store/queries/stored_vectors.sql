SELECT text_hash FROM vectors WHERE model_id = $model
