UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
CREATE (a)-[e:<type>]->(b)
SET e = row.properties
RETURN count(e) AS written
