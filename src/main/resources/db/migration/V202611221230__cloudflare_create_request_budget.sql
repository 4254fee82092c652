CREATE TABLE request_budget (
	id         bigint NOT NULL CONSTRAINT request_budget_pk PRIMARY KEY,
	state      bytea,
	expires_at bigint
);

CREATE TABLE request_pause (
	only_one boolean     NOT NULL DEFAULT true
		CONSTRAINT request_pause_pk PRIMARY KEY
		CONSTRAINT request_pause_only_one_ck CHECK (only_one),
	until    timestamptz NOT NULL
);
