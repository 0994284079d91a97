// Setting the key to itself locks the node: what a plan alone contributes is read and written by one transaction
// at a time. A plan that is not stored gets its node here, so that this holds for two that write it first as well.
UNWIND $rows AS key
MERGE (p:Plan {key: key})
SET p.key = p.key
RETURN key, p.sha256 IS NOT NULL AS stored
