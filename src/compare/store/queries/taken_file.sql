SELECT name FROM taken_files WHERE content = $content LIMIT 1
