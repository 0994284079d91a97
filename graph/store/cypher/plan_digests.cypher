MATCH (p:Plan)
RETURN p.key AS key, p.sha256 AS sha256
