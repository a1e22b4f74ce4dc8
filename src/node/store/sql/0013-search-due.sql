-- Whoever writes a completed conversation writes that it is due: a trigger on every change of an interaction would cost
-- each of them, and most are of what is open.
DROP TRIGGER search_due_made;
DROP TRIGGER search_due_changed;
