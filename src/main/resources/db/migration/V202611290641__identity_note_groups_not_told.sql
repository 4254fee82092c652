ALTER TABLE person ADD COLUMN groups_withheld boolean NOT NULL DEFAULT false;  -- the provider has them, but did not tell, as too many
