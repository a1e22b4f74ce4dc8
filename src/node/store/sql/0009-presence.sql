-- Whether the customer of a session is there: nothing is known of what runs, and sources of before only mark.

UPDATE interaction SET body = json_set(body, '$.clocks.presence', json('null'))
WHERE completed_at IS NULL AND json_type(body, '$.clocks.presence') IS NULL;
UPDATE task SET body = json_set(body, '$.customerAwaySince', json('null'))
WHERE closed_at = 8640000000000000 AND json_type(body, '$.customerAwaySince') IS NULL;
UPDATE directory SET body = json_set(body, '$.body.absentAfterSec', 60, '$.body.onAbsent', 'MARK')
WHERE body ->> '$.kind' = 'SOURCE' AND json_type(body, '$.body.absentAfterSec') IS NULL;
