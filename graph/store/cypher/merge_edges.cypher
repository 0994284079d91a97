UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
MERGE (a)-[e:<type> {key: row.properties.key}]->(b)
SET e = row.properties
RETURN count(e) AS written
