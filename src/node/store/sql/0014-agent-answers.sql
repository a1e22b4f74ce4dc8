-- Counters of answers stand with the agent who gave them, too; what was given until here is counted for its queue alone.

UPDATE statistic SET body = json_set(body,
  '$.counters.firstAnswers', 0, '$.counters.firstAnswersInTime', 0, '$.counters.firstAnswersLate', 0,
  '$.counters.firstAnswerMs', 0, '$.counters.nextAnswers', 0, '$.counters.nextAnswersInTime', 0,
  '$.counters.nextAnswersLate', 0, '$.counters.nextAnswerMs', 0)
WHERE body ->> '$.of' = 'AGENT' AND json_type(body, '$.counters.firstAnswers') IS NULL;
