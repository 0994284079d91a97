UNWIND $rows AS row
MERGE (n:<label> {key: row.key})
SET n = row
