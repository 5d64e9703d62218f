DELETE FROM feed_items WHERE feed = $address AND item IN (SELECT unnest($items::VARCHAR[]));
