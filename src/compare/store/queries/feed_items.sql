SELECT item, tries, done FROM feed_items WHERE feed = $address
