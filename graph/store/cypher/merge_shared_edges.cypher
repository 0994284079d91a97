// `plans` stays sorted, so that the order of loading leaves no trace.
UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
MERGE (a)-[e:<type> {key: row.properties.key}]->(b)
SET e += row.properties
SET e.plans = CASE WHEN e.plans IS NULL THEN row.plans ELSE reduce(plans = e.plans, plan IN row.plans |
    [each IN plans WHERE each < plan] + [plan] + [each IN plans WHERE each > plan]) END
RETURN count(e) AS written
