UNWIND $rows AS row
MATCH (n:<label> {key: row.key})
SET n = row
