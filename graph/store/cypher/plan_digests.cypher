// A stale plan differs from every file.
MATCH (p:Plan)
RETURN p.key AS key, CASE WHEN p.stale THEN '' ELSE p.sha256 END AS sha256
