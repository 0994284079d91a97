CREATE FULLTEXT INDEX <name> IF NOT EXISTS FOR (n:<label>) ON EACH [n.<property>]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
