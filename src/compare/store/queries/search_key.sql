SELECT key FROM searches
