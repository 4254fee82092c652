-- Sessions of earlier versions hold the text of an ID token; their people sign in once more.
DELETE FROM spring_session;
