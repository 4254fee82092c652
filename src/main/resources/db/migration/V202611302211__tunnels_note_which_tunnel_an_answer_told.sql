-- The id in an answer of Cloudflare that told of another tunnel than was asked for, by which it is looked for.
ALTER TABLE made_tunnel ADD COLUMN told_id uuid;
