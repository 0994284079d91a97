// Setting the key to itself locks the node: what a plan alone contributes is read and written by one transaction
// at a time. A plan that is not there gets its node here, so that two that write it first are no exception.
UNWIND $rows AS key
MERGE (p:Plan {key: key})
SET p.key = p.key
