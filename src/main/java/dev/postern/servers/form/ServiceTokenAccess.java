package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.ServiceTokenId;
import dev.postern.rules.Decision;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.form.RuleForm.Entry;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets machines in to a server and takes them away again, as changes of its form: the
 * preview then shows what they come to, and storing it is an edit like any other.
 */
public record ServiceTokenAccess(ServerForm form) {

	private static final String OTHER = "other";

	/** The machines that are let in, by their service tokens. */
	public List<ServiceTokenId> admittedTokens() {
		return tokenPolicies().flatMap((policy) -> policy.include().stream())
			.flatMap((rule) -> tokens(rule).stream())
			.distinct()
			.toList();
	}

	/** Whether the application must become another, which takes a minute or two. */
	public boolean changesType() {
		return !this.form.applicationType().equals(ApplicationType.SELF_HOSTED.wire());
	}

	/**
	 * The form of a server that machines are let in to, by the first policy, since
	 * Cloudflare asks policies for machines first.
	 * @param policyName the name of the policy when there is none yet
	 */
	public ServiceTokenAccess opened(String policyName) {
		List<PolicyForm> policies = new ArrayList<>(this.form.policies());
		int at = IntStream.range(0, policies.size())
			.filter((index) -> isUnconditional(policies.get(index)))
			.findFirst()
			.orElse(policies.size());
		PolicyForm door = (at < policies.size()) ? policies.remove(at)
				: new PolicyForm(policyName, Decision.NON_IDENTITY.wire(), List.of(), null, null, null, null);
		policies.addFirst(door);
		return new ServiceTokenAccess(this.form.with(policies).withType(ApplicationType.SELF_HOSTED));
	}

	/** The field in which an opened form expects one more rule. */
	public String nextRule() {
		return "policies[0].include[%d]".formatted(this.form.policies().getFirst().include().size());
	}

	/** The first policy of an opened form with one more machine. */
	public PolicyForm policyWith(ServiceTokenId token) {
		PolicyForm door = this.form.policies().getFirst();
		List<RuleForm> include = new ArrayList<>(door.include());
		include.add(new RuleForm(OTHER, "", "", rule(token)));
		return door.with("include", include);
	}

	/** What stands in that field for a machine. */
	public static String rule(ServiceTokenId token) {
		ObjectNode rule = JsonNodeFactory.instance.objectNode();
		rule.putObject("service_token").put("token_id", token.toString());
		return rule.toString();
	}

	/** The form without a machine; a policy that lets in nobody else goes with it. */
	public ServiceTokenAccess without(ServiceTokenId token) {
		List<PolicyForm> policies = this.form.policies()
			.stream()
			.map((policy) -> isTokenPolicy(policy) ? policy.with("include", others(policy, token)) : policy)
			.filter((policy) -> !isTokenPolicy(policy) || !policy.include().isEmpty())
			.toList();
		return new ServiceTokenAccess(this.form.with(policies));
	}

	/** Whether no policy is left that needs the application to be self-hosted. */
	public boolean canBeSsh() {
		return this.form.policies()
			.stream()
			.allMatch((policy) -> Stream.of(Decision.ALLOW, Decision.DENY)
				.anyMatch((decision) -> decision.wire().equals(policy.decision())));
	}

	/** The form of a server with a terminal in the browser again. */
	public ServiceTokenAccess asSsh() {
		return new ServiceTokenAccess(this.form.withType(ApplicationType.SSH));
	}

	private Stream<PolicyForm> tokenPolicies() {
		return this.form.policies().stream().filter(ServiceTokenAccess::isTokenPolicy);
	}

	private static boolean isTokenPolicy(PolicyForm policy) {
		return policy.decision().equals(Decision.NON_IDENTITY.wire());
	}

	/** Whether every machine that it names gets in, without a further condition. */
	private static boolean isUnconditional(PolicyForm policy) {
		return isTokenPolicy(policy) && policy.require().isEmpty() && policy.exclude().isEmpty();
	}

	private static List<RuleForm> others(PolicyForm policy, ServiceTokenId token) {
		return policy.include().stream().flatMap((rule) -> without(rule, token).stream()).toList();
	}

	/** A row may name several machines. */
	private static Optional<RuleForm> without(RuleForm rule, ServiceTokenId token) {
		if (!tokens(rule).contains(token)) {
			return Optional.of(rule);
		}
		List<String> others = values(rule).filter((value) -> !token(value).equals(Optional.of(token))).toList();
		return (rule.known() == null || others.isEmpty()) ? Optional.empty()
				: Optional.of(new RuleForm(rule.kind(), rule.provider(), rule.name(), String.join("\n", others)));
	}

	private static List<ServiceTokenId> tokens(RuleForm rule) {
		return values(rule).flatMap((value) -> token(value).stream()).toList();
	}

	private static Stream<String> values(RuleForm rule) {
		if (rule.known() == RuleKind.SERVICE_TOKEN) {
			return rule.entries().stream().map(Entry::value);
		}
		return rule.kind().equals(OTHER)
				? Stream.of(RuleJson.parse(rule.values()).path("service_token").path("token_id").asString(""))
				: Stream.empty();
	}

	private static Optional<ServiceTokenId> token(String id) {
		try {
			return id.isEmpty() ? Optional.empty() : Optional.of(ServiceTokenId.of(id));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
