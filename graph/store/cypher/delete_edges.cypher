UNWIND $rows AS row
MATCH (:<source> {key: row.source})-[e:<type> {key: row.key}]->(:<target> {key: row.target})
DELETE e
