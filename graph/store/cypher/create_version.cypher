CREATE INDEX <version> IF NOT EXISTS FOR (n:Plan) ON (n.<version>)
