SELECT variant, name FROM aliases ORDER BY variant
