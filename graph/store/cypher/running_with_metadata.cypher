SHOW TRANSACTIONS YIELD transactionId, connectionId, metaData
WHERE metaData.mark = $mark
RETURN transactionId AS transaction, connectionId AS connection
