SHOW TRANSACTIONS YIELD transactionId, currentQuery
WHERE currentQuery ENDS WITH $mark
RETURN transactionId AS transaction
