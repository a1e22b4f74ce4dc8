-- Queues that take agents in by a rule: which of an agent's queues came so.

UPDATE agent SET body = json_set(body, '$.memberOf', json('[]'))
WHERE json_type(body, '$.memberOf') IS NULL;

-- Since when agents have been doing what they are doing, how long conversations have stood still, and more counters.

UPDATE agent SET body = json_set(body, '$.occupiedSince', json_extract(body, '$.since'))
WHERE json_type(body, '$.occupiedSince') IS NULL;
UPDATE interaction SET body = json_set(body, '$.clocks.heldMs', 0)
WHERE json_type(body, '$.clocks.heldMs') IS NULL;
UPDATE statistic SET body = json_set(json_remove(body, '$.counters.offered'),
  '$.of', 'QUEUE',
  '$.counters.offers', 0, '$.counters.accepted', 0, '$.counters.declined', 0, '$.counters.withdrawn', 0,
  '$.counters.canceled', 0, '$.counters.ringMs', 0, '$.counters.handled', 0, '$.counters.transferred', 0,
  '$.counters.talkMs', 0, '$.counters.holdMs', 0, '$.counters.wrapUpMs', 0, '$.counters.abandonedShort', 0,
  '$.counters.abandonedEarly', json_extract(body, '$.counters.abandonedWithin'), '$.counters.abandonWaitMs', 0,
  '$.counters.shortestWaitMs', json('null'), '$.counters.longestWaitMs', json('null'),
  '$.counters.waits', json('[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]'),
  '$.table', json('{"offered":0,"answered":0,"abandoned":0,"rona":0,"noAgent":0,"slOffered":0,"slAnswered":0,"slAbandoned":0,"slRona":0}'))
WHERE json_type(body, '$.of') IS NULL;
