package dev.postern.fake.kernel;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Settings of the fake account that a test may turn at any time. */
public final class Behaviour {

	private volatile int quota = 1200;

	private volatile Duration connectorLag = Duration.ZERO;

	private volatile @Nullable Duration loginRetention;

	private volatile int loginPageCap = 1000;

	private volatile Function<Boolean, JsonNode> loginOutcomes = BooleanNode::valueOf;

	private volatile int dnsBatchLimit = 200;

	private volatile int dnsCommentLimit = 100;

	private volatile boolean olderDnsWording;

	private volatile boolean typeChangeByPut;

	private volatile boolean accessEnabled = true;

	private volatile boolean countingRatelimitHeader;

	private volatile boolean nullForNoAuthority;

	private volatile UnaryOperator<String> spelling = UnaryOperator.identity();

	public Behaviour() {
	}

	/** How many requests one user has in five minutes. */
	public Behaviour quota(int requests) {
		this.quota = requests;
		return this;
	}

	/** How long a connector takes to apply a new configuration version. */
	public Behaviour connectorLag(Duration lag) {
		this.connectorLag = lag;
		return this;
	}

	/** Hides logins that are older, as the Free plan does after 24 hours. */
	public Behaviour loginRetention(Duration retention) {
		this.loginRetention = retention;
		return this;
	}

	/** How many logins a page holds at most, whatever number is asked for. */
	public Behaviour loginPageCap(int entries) {
		this.loginPageCap = entries;
		return this;
	}

	/** Writes whether a login was allowed as something else than a boolean. */
	public Behaviour loginOutcomes(Function<Boolean, JsonNode> spelling) {
		this.loginOutcomes = spelling;
		return this;
	}

	/** How many changes a DNS batch may hold: 200 on Free, 3,500 on paid plans. */
	public Behaviour dnsBatchLimit(int changes) {
		this.dnsBatchLimit = changes;
		return this;
	}

	/** How long a comment may be: 100 on Free, 500 from Pro. */
	public Behaviour dnsCommentLimit(int characters) {
		this.dnsCommentLimit = characters;
		return this;
	}

	/** Names an identical record with code 81057 instead of 81058. */
	public Behaviour olderDnsWording() {
		this.olderDnsWording = true;
		return this;
	}

	/**
	 * Lets PUT change the type of an application; whether Cloudflare does is not known.
	 */
	public Behaviour allowTypeChange() {
		this.typeChangeByPut = true;
		return this;
	}

	/** Acts as an account for which Zero Trust was never switched on (code 9999). */
	public Behaviour accessNotEnabled() {
		this.accessEnabled = false;
		return this;
	}

	/**
	 * Counts in the {@code Ratelimit} header as documented; otherwise it says the same
	 * all the time, as it does in recordings of the real API.
	 */
	public Behaviour countingRatelimitHeader() {
		this.countingRatelimitHeader = true;
		return this;
	}

	/** Answers with nothing where an application has no authority, instead of a 404. */
	public Behaviour nullForNoAuthority(boolean answersNull) {
		this.nullForNoAuthority = answersNull;
		return this;
	}

	/**
	 * How the names of zones and records are written in answers; Cloudflare says
	 * punycode, but nobody promises it.
	 */
	public Behaviour spelling(UnaryOperator<String> spelling) {
		this.spelling = spelling;
		return this;
	}

	/** A name as an answer writes it. */
	public String spelt(String name) {
		return this.spelling.apply(name);
	}

	public int quota() {
		return this.quota;
	}

	public Duration connectorLag() {
		return this.connectorLag;
	}

	public @Nullable Duration loginRetention() {
		return this.loginRetention;
	}

	public int loginPageCap() {
		return this.loginPageCap;
	}

	public JsonNode spelledOutcome(boolean allowed) {
		return this.loginOutcomes.apply(allowed);
	}

	public int dnsBatchLimit() {
		return this.dnsBatchLimit;
	}

	public int dnsCommentLimit() {
		return this.dnsCommentLimit;
	}

	public boolean isOlderDnsWording() {
		return this.olderDnsWording;
	}

	public boolean isTypeChangeByPut() {
		return this.typeChangeByPut;
	}

	public boolean isAccessEnabled() {
		return this.accessEnabled;
	}

	public boolean isNullForNoAuthority() {
		return this.nullForNoAuthority;
	}

	public boolean isCountingRatelimitHeader() {
		return this.countingRatelimitHeader;
	}

}
