-- sshd of a directory takes DOMAIN\user, user@domain and machine accounts, which end in $
ALTER TABLE server DROP CONSTRAINT server_login_user_ck;
ALTER TABLE server ADD CONSTRAINT server_login_user_ck CHECK (length(login_user) <= 128 AND (
  login_user ~ '^([A-Za-z0-9_][A-Za-z0-9._+-]*\\)?[A-Za-z0-9_][A-Za-z0-9._+-]*\$?$'
  OR login_user ~ '^[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9_][A-Za-z0-9._+-]*$'));
