SELECT DISTINCT m.event_id FROM event_articles m JOIN articles a ON a.id = m.article_id WHERE a.outlet = $outlet
