DELETE FROM aliases WHERE variant = $variant;
