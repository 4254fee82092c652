package dev.postern.identity.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;

import org.springframework.core.ConfigurableObjectInputStream;
import org.springframework.core.serializer.Deserializer;

/**
 * Reads parts of sessions, of the classes that a sign-in leaves there and of no others:
 * whoever can write to the table of sessions does not choose what runs here.
 */
final class SessionReader implements Deserializer<Object> {

	/** A sign-in is seven deep; what is long in it are the groups of a person. */
	private static final String KNOWN = """
			maxdepth=10;maxrefs=50000;maxarray=65536;maxbytes=4194304;
			dev.postern.**;
			org.springframework.security.core.context.SecurityContextImpl;
			org.springframework.security.core.authority.SimpleGrantedAuthority;
			org.springframework.security.authentication.AbstractAuthenticationToken;
			org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
			org.springframework.security.oauth2.core.AbstractOAuth2Token;
			org.springframework.security.oauth2.core.AuthorizationGrantType;
			org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
			org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponseType;
			org.springframework.security.oauth2.core.oidc.OidcIdToken;
			org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
			org.springframework.security.oauth2.core.user.DefaultOAuth2User;
			org.springframework.security.web.authentication.WebAuthenticationDetails;
			org.springframework.security.web.csrf.DefaultCsrfToken;
			java.lang.Boolean;java.lang.Enum;java.lang.Object;
			java.time.Instant;java.time.Ser;java.util.UUID;
			java.util.ArrayList;java.util.HashMap;java.util.HashSet;
			java.util.LinkedHashMap;java.util.LinkedHashSet;java.util.Map$Entry;
			java.util.Collections$UnmodifiableCollection;
			java.util.Collections$UnmodifiableList;
			java.util.Collections$UnmodifiableMap;
			java.util.Collections$UnmodifiableRandomAccessList;
			java.util.Collections$UnmodifiableSet;
			!*""";

	private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(KNOWN.replace("\n", ""));

	@Override
	public Object deserialize(InputStream kept) throws IOException {
		ObjectInputStream stream = new ConfigurableObjectInputStream(kept, SessionReader.class.getClassLoader());
		stream.setObjectInputFilter(FILTER);
		try {
			return stream.readObject();
		}
		catch (ClassNotFoundException ex) {
			throw new IOException("a class that is gone", ex);
		}
	}

}
