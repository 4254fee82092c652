-- Sessions of earlier versions hold the text of an ID token and do not say when their people signed in; they sign in
-- once more.
DELETE FROM spring_session;
