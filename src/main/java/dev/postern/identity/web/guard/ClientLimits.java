package dev.postern.identity.web.guard;

import java.time.Duration;
import java.util.Optional;

import dev.postern.identity.traces.ClientNetwork;
import dev.postern.kernel.limits.MinuteLimits;

import org.springframework.stereotype.Component;

/**
 * Counts what strangers try, per client address and on this instance; a network of IPv6
 * counts as one address, and so does all that is no address. Somebody with more addresses
 * than are remembered only makes others forgotten.
 */
@Component
class ClientLimits {

	private static final int REMEMBERED = 100_000;

	private final MinuteLimits<Client> limits;

	ClientLimits(WebProperties properties) {
		this.limits = new MinuteLimits<>(REMEMBERED, (client) -> switch (client.attempt()) {
			case BEGUN_SIGN_IN, ENDED_SIGN_IN -> properties.signInsPerMinute();
			case TOKEN, LOGOUT_TOKEN -> properties.refusedTokensPerMinute();
		});
	}

	/**
	 * Counts one more, where the client may try now.
	 * @return how long it has to wait; empty when it may
	 */
	Optional<Duration> take(Attempt attempt, String address) {
		return this.limits.take(Client.of(attempt, address));
	}

	/** Counts one less: the last one was none of those that count. */
	void giveBack(Attempt attempt, String address) {
		this.limits.giveBack(Client.of(attempt, address));
	}

	private record Client(Attempt attempt, String network) {

		static Client of(Attempt attempt, String address) {
			return new Client(attempt, ClientNetwork.of(address));
		}

	}

}
