-- Since when a customer waits for a word, what became of their waits, and counters of answers. What was called the
-- first answer until here was the pick-up; by when it was promised is no longer known.

UPDATE interaction SET body = json_set(body,
  '$.waitingSince', CASE
    WHEN body ->> '$.state' = 'ACTIVE' AND body ->> '$.lastLineBy' = 'CUSTOMER' AND body ->> '$.lastLine' <> ''
      THEN json_extract(body, '$.lastCustomerAt') ELSE 8640000000000000 END,
  '$.answers', json_object(
    'pickedUp', CASE WHEN json_type(body, '$.firstAnsweredAt') = 'integer'
        AND json_type(body, '$.firstEnqueuedAt') = 'integer'
      THEN json_object('since', json_extract(body, '$.firstEnqueuedAt'),
        'at', json_extract(body, '$.firstAnsweredAt'), 'dueAt', 8640000000000000)
      ELSE NULL END,
    'first', NULL,
    'next', json('{"count":0,"inTime":0,"late":0,"totalMs":0,"longestMs":0}'),
    'dueAt', 8640000000000000,
    'lastBy', NULL,
    'entryPickedUpAt', json_extract(body, '$.firstAnsweredAt')),
  '$.firstAnsweredAt', CASE WHEN body ->> '$.direction' = 'OUTBOUND'
    THEN json_extract(body, '$.firstAnsweredAt') ELSE NULL END)
WHERE json_type(body, '$.answers') IS NULL;

UPDATE task SET body = json_set(body,
  '$.waitingSince', coalesce((SELECT json_extract(interaction.body, '$.waitingSince') FROM interaction
    WHERE interaction.id = task.interaction_id), 8640000000000000),
  '$.answerDueAt', 8640000000000000)
WHERE json_type(body, '$.waitingSince') IS NULL;

UPDATE statistic SET body = json_set(body,
  '$.counters.firstAnswers', 0, '$.counters.firstAnswersInTime', 0, '$.counters.firstAnswersLate', 0,
  '$.counters.firstAnswerMs', 0, '$.counters.nextAnswers', 0, '$.counters.nextAnswersInTime', 0,
  '$.counters.nextAnswersLate', 0, '$.counters.nextAnswerMs', 0)
WHERE body ->> '$.of' = 'QUEUE' AND json_type(body, '$.counters.firstAnswers') IS NULL;
