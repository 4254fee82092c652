package dev.postern.identity.web;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.postern.kernel.WrongSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** The identity providers that people can sign in with. */
@Component
public class LoginProviders {

	private final ClientRegistrationRepository registrations;

	LoginProviders(ObjectProvider<ClientRegistrationRepository> registrations) {
		ClientRegistrationRepository configured = registrations.getIfAvailable();
		if (configured == null) {
			throw new WrongSetting("spring.security.oauth2.client.registration",
					"is missing: nobody could sign in without <name>.client-id, <name>.client-secret and <name>.scope there, "
							+ "and spring.security.oauth2.client.provider.<name>.issuer-uri.");
		}
		this.registrations = configured;
	}

	ClientRegistrationRepository registrations() {
		return this.registrations;
	}

	public List<ClientRegistration> all() {
		return (this.registrations instanceof Iterable<?> list) ? StreamSupport.stream(list.spliterator(), false)
			.filter(ClientRegistration.class::isInstance)
			.map(ClientRegistration.class::cast)
			.toList() : List.of();
	}

	/** Where browsers are sent for login and logout, as origins. */
	List<String> origins() {
		return List.copyOf(all().stream()
			.flatMap((registration) -> Stream.of(registration.getProviderDetails().getAuthorizationUri(),
					registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint")))
			.map(LoginProviders::origin)
			.filter(Objects::nonNull)
			.collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
	}

	private static @Nullable String origin(@Nullable Object address) {
		if (address == null) {
			return null;
		}
		URI uri = URI.create(address.toString());
		return uri.getScheme() + "://" + uri.getAuthority();
	}

}
