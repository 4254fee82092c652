package dev.postern.reconcile.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One example of each kind of change. */
final class ChangeExamples {

	static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	static final ServerId SERVER = new ServerId(UUID.fromString("0b4e9f3c-2222-4333-8444-555555555555"));

	static final Hostname DB = Hostname.of("ssh-db1.example.jp");

	static final ZoneId ZONE = ZoneId.of("023e105f4ecef8ad9ca31a8372d0c353");

	static final DnsRecordId RECORD = DnsRecordId.of("372e67954025e0ba6aaa6d586b9e0b59");

	static final AccessAppId APP = AccessAppId.of("99999999-2222-4333-8444-555555555555");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private ChangeExamples() {
	}

	static Change.CreateApp createApp() {
		return new Change.CreateApp(SERVER, DB, application("db1", "admin@example.com"));
	}

	static Change.UpdateApp updateApp() {
		return new Change.UpdateApp(SERVER, DB, APP, application("db1", "admin@example.com"),
				application("db1", "admin@example.com", "dev@example.com"),
				json("{'id': '%s', 'aud': 'abc', 'skip_interstitial': true}".formatted(APP)));
	}

	static Change.DeleteApp deleteApp() {
		return new Change.DeleteApp(SERVER, DB, APP, application("db1", "admin@example.com"));
	}

	static Change.ReplaceIngress addRule() {
		ObjectNode rule = rule("ssh://10.0.0.5:22");
		return new Change.ReplaceIngress(3, config(null), config(rule), List.of(new RuleEdit(SERVER, DB, null, rule)));
	}

	static Change.ReplaceIngress changeRule() {
		ObjectNode before = rule("ssh://10.0.0.5:22");
		ObjectNode after = rule("ssh://10.0.0.6:22");
		after.set("originRequest", json("{'access': {'required': true, 'teamName': 'acme', 'audTag': ['abc']}}"));
		return new Change.ReplaceIngress(3, config(before), config(after),
				List.of(new RuleEdit(SERVER, DB, before, after)));
	}

	static Change.ReplaceIngress removeRule() {
		ObjectNode rule = rule("ssh://10.0.0.5:22");
		return new Change.ReplaceIngress(3, config(rule), config(null), List.of(new RuleEdit(SERVER, DB, rule, null)));
	}

	static Change.ReplaceIngress moveRule() {
		ObjectNode rule = rule("ssh://10.0.0.5:22");
		return new Change.ReplaceIngress(3, config(rule), config(rule), List.of(new RuleEdit(SERVER, DB, rule, rule)));
	}

	static Change.ReplaceIngress firstRule() {
		ObjectNode rule = rule("ssh://10.0.0.5:22");
		return new Change.ReplaceIngress(0, null, config(rule), List.of(new RuleEdit(SERVER, DB, null, rule)));
	}

	static Change.CreateDns createDns() {
		return new Change.CreateDns(SERVER, DB, ZONE, record());
	}

	static Change.UpdateDns updateDns() {
		return new Change.UpdateDns(SERVER, DB, ZONE, RECORD,
				new RecordSpec("CNAME", DB.value(), "elsewhere.example.jp", false, 300, null), record());
	}

	static Change.DeleteDns deleteDns() {
		return new Change.DeleteDns(SERVER, DB, ZONE, RECORD, record());
	}

	static RecordSpec record() {
		return RecordSpec.to(TUNNEL, DB, SERVER);
	}

	static ApplicationSpec application(String name, String... emails) {
		List<Selector> people = Arrays.stream(emails)
			.<Selector>map((email) -> new Selector.Email(EmailAddress.of(email)))
			.toList();
		return ApplicationSpec.wanted(name, "ssh", DB, Duration.ofHours(24), List.of(policy("Allow admin", people)));
	}

	static Policy policy(String name, List<Selector> people) {
		return new Policy(name, Decision.ALLOW, people, List.of(), List.of(), JsonNodeFactory.instance.objectNode());
	}

	static ObjectNode rule(String service) {
		return JsonNodeFactory.instance.objectNode().put("hostname", DB.value()).put("service", service);
	}

	static ObjectNode config(@Nullable ObjectNode rule) {
		ObjectNode config = json("{'ingress': [{'hostname': 'wiki.example.jp', 'service': 'http://wiki:80'}]}");
		if (rule != null) {
			config.withArray("ingress").add(rule);
		}
		config.withArray("ingress").add(json("{'service': 'http_status:404'}"));
		return config;
	}

	static ObjectNode json(String text) {
		return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
	}

}
