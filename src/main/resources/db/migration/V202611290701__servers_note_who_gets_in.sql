-- The newest generation whose application was seen to say who gets in, whatever becomes of the rest.
ALTER TABLE server ADD COLUMN access_generation bigint NOT NULL DEFAULT 0;
UPDATE server SET access_generation = applied_generation;
