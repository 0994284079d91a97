// `plans` stays sorted, so that the order of loading leaves no trace.
UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
MERGE (a)-[e:<type> {key: row.key}]->(b)
SET e += row.properties
SET e.plans = [plan IN coalesce(e.plans, []) WHERE plan < $plan] + [$plan]
            + [plan IN coalesce(e.plans, []) WHERE plan > $plan]
RETURN count(e) AS merged
