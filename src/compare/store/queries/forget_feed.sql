DELETE FROM feed_items WHERE feed = $address;
DELETE FROM feeds WHERE address = $address;
