-- Queues that take agents in by a rule: which of an agent's queues came so.

UPDATE agent SET body = json_set(body, '$.memberOf', json('[]'))
WHERE json_type(body, '$.memberOf') IS NULL;
