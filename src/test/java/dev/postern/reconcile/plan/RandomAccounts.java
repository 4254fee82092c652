package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.postern.reconcile.plan.Examples.OTHER_TUNNEL;
import static dev.postern.reconcile.plan.Examples.TUNNEL;
import static dev.postern.reconcile.plan.Examples.enforced;
import static dev.postern.reconcile.plan.Examples.idOf;
import static dev.postern.reconcile.plan.Examples.wanted;
import static dev.postern.reconcile.plan.SimulatedAccount.oneOf;

/**
 * Accounts in any state that edits, crashes, colleagues and other tools can leave them
 * in.
 */
final class RandomAccounts {

	static final List<Hostname> HOSTNAMES = IntStream.rangeClosed(1, 9)
		.mapToObj((i) -> Hostname.of(((i % 3 == 0) ? "h%d-\u65e5\u672c.example.jp" : "h%d.example.jp").formatted(i)))
		.toList();

	private final Random random;

	final SimulatedAccount world;

	final DesiredState desired;

	final Set<Hostname> refused = new HashSet<>();

	RandomAccounts(long seed) {
		this.random = new Random(seed);
		this.world = SimulatedAccount.withIngress(config());
		if (chance(10)) {
			this.world.replaceIngress(null);
		}
		List<DesiredServer> wantedServers = new ArrayList<>();
		for (Hostname hostname : HOSTNAMES) {
			populate(hostname);
			if (chance(60)) {
				wantedServers.add(anyWanted(hostname));
			}
			if (chance(12)) {
				this.refused.add(hostname);
			}
			oddZone(hostname).ifPresent((zone) -> this.world.zones.put(hostname, zone));
		}
		this.desired = DesiredState.of(TUNNEL, Examples.TEAM, wantedServers);
	}

	/**
	 * One that cannot be read, whose record may be let go of, that cannot be changed, or
	 * that leaves the name to others.
	 */
	private Optional<HostnameZone> oddZone(Hostname hostname) {
		int odd = this.random.nextInt(100);
		if (odd < 10) {
			HostnameZone unreadable = Examples.zone(hostname, HostnameZone.Condition.UNREADABLE);
			return Optional.of((odd < 5) ? unreadable : unreadable.treated(HostnameZone.Treatment.LET_GO));
		}
		HostnameZone serving = Examples.zone(hostname, HostnameZone.Condition.SERVING);
		if (odd < 19) {
			return Optional
				.of((odd < 15) ? serving.treated(HostnameZone.Treatment.READ_ONLY) : serving.delegatedAt(hostname));
		}
		return Optional.empty();
	}

	DesiredServer anyWanted(Hostname hostname) {
		DesiredServer plain = wanted(hostname, oneOf(this.random, List.of("ssh://a:22", "ssh://b:22")),
				oneOf(this.random, List.of("a@example.com", "b@example.com")));
		DesiredServer typed = chance(15) ? Examples.ofType(plain, "self_hosted") : plain;
		return chance(30) ? enforced(typed) : typed;
	}

	/** Each part may be there or not, ours or not, right or not, independently. */
	private void populate(Hostname hostname) {
		DesiredServer was = anyWanted(hostname);
		ServerId owner = ownerOf(hostname);
		int app = this.random.nextInt(10);
		if (app < 4) {
			ApplicationSpec spec = (app == 0) ? was.application() : ApplicationSpec.wanted("older", "ssh", hostname,
					was.application().sessionDuration(), (app == 1) ? List.of() : was.application().policies());
			this.world.putApp(this.world.newAppId(), Ownership.OURS, owner, hostname, spec);
		}
		else if (app == 4) {
			this.world.putApp(this.world.newAppId(), Ownership.FOREIGN, null, null, was.application());
		}
		int dns = this.random.nextInt(10);
		if (dns < 4) {
			RecordSpec spec = RecordSpec.to(oneOf(this.random, List.of(TUNNEL, TUNNEL, OTHER_TUNNEL)), hostname, owner);
			this.world.putRecord(this.world.newRecordId(), Ownership.OURS, owner, hostname, spec);
		}
		else if (dns == 4) {
			this.world.putRecord(this.world.newRecordId(), Ownership.FOREIGN, null, hostname,
					new RecordSpec("A", hostname.value(), "192.0.2.1", true, 1, null));
		}
		else if (dns == 5) {
			this.world.putRecord(this.world.newRecordId(), Ownership.OTHER_TUNNEL, idOf(hostname), hostname,
					RecordSpec.to(oneOf(this.random, List.of(TUNNEL, OTHER_TUNNEL)), hostname, idOf(hostname)));
		}
	}

	/** What stands at a hostname may be from a server that had it before. */
	private ServerId ownerOf(Hostname hostname) {
		return idOf(chance(15) ? Hostname.of("former.example.jp") : hostname);
	}

	private String config() {
		ObjectNode config = Examples.object("{'warp-routing':{'enabled':false},'originRequest':{'x-new':1.50}}");
		ArrayNode ingress = config.putArray("ingress");
		List<ObjectNode> rules = new ArrayList<>();
		for (Hostname hostname : HOSTNAMES) {
			if (chance(40)) {
				rules.add(Examples
					.object("{'hostname':'%s','service':'ssh://a:22','originRequest':{}}".formatted(hostname)));
				if (chance(10)) {
					rules.add(Examples.object("{'hostname':'%s','service':'http://second'}".formatted(hostname)));
				}
			}
			if (chance(10)) {
				rules.add(Examples
					.object("{'hostname':'%s','path':'^/health','service':'http://health'}".formatted(hostname)));
			}
			if (chance(8)) {
				rules.add(Examples
					.object("{'hostname':'%s','service':'http://spelt'}".formatted(spelt(hostname.value()))));
			}
		}
		for (int i = 0; i < 3; i++) {
			rules.add(Examples
				.object("{'hostname':'web%d.example.jp','service':'http://w','later':[%d,null]}".formatted(i, i)));
		}
		if (chance(40)) {
			String domain = chance(50) ? "example.jp" : spelt("example.jp");
			rules.add(Examples.object("{'hostname':'*.%s','service':'http://all'}".formatted(domain)));
		}
		if (chance(20)) {
			rules.add(Examples.object("{'path':'^/health','service':'http://health'}"));
		}
		Collections.shuffle(rules, this.random);
		rules.forEach(ingress::add);
		ingress.add(Examples.object("{'service':'http_status:404'}"));
		return config.toString();
	}

	/** A name as some other tool or a person may have written it. */
	String spelt(String name) {
		return switch (this.random.nextInt(6)) {
			case 0 -> name.toUpperCase(Locale.ROOT);
			case 1 -> name + ".";
			case 2 -> DomainNames.shown(name) + ".";
			case 3 -> DomainNames.shown(name).replace('.', '\u3002');
			case 4 -> DomainNames.shown(name).replace("jp", "\uff2ap");
			default -> DomainNames.shown(name).toUpperCase(Locale.ROOT) + ".";
		};
	}

	/** Some of the rules at our hostnames are ours, some are not. */
	RandomAccounts claimSomeRules() {
		for (Hostname hostname : HOSTNAMES) {
			if (chance(70)) {
				this.world.ourRules.put(hostname, ownerOf(hostname));
				this.world.written.put(hostname, "ssh://a:22");
			}
		}
		return this;
	}

	boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	int number(int bound) {
		return this.random.nextInt(bound);
	}

}
