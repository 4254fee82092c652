-- Sessions of earlier versions do not say when their people signed in; they sign in once more.
DELETE FROM spring_session;
