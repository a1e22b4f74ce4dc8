-- Queues that ask the customer how it was.

UPDATE directory SET body = json_set(body, '$.body.routing.askRating', json('false'))
WHERE kind = 'QUEUE' AND json_type(body, '$.body.routing.askRating') IS NULL;
