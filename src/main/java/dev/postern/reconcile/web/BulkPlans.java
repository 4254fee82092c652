package dev.postern.reconcile.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Sha256;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.Preview;
import dev.postern.reconcile.Previews;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.reconcile.web.PlanView.ResourceChange;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.bulk.BulkServers.EditedServer;

import org.springframework.stereotype.Component;

/** Says what changes of many servers come to, with one look at each tunnel. */
@Component
class BulkPlans {

	private final Previews previews;

	private final PlanViews views;

	BulkPlans(Previews previews, PlanViews views) {
		this.previews = previews;
		this.views = views;
	}

	/**
	 * What edits come to. Where Cloudflare has nothing to follow it is not asked.
	 * @throws dev.postern.cloudflare.CloudflareException when it cannot be asked
	 */
	BulkPlan edits(List<EditedServer> edited) {
		List<EditedServer> reaching = edited.stream().filter(EditedServer::reachesCloudflare).toList();
		Known known = known(reaching.stream().map(EditedServer::server).toList(),
				(tunnel, servers) -> this.previews.edits(tunnel,
						reaching.stream()
							.filter((one) -> one.server().spec().tunnel().equals(tunnel))
							.collect(Collectors.toMap((one) -> one.server().id(), EditedServer::after))));
		return new BulkPlan(edited.stream().map((one) -> row(one, known)).toList(), known.basis());
	}

	/** The same as far as it can be told without Cloudflare. */
	static BulkPlan unseen(List<EditedServer> edited) {
		return new BulkPlan(edited.stream().map((one) -> row(one, Known.NOTHING)).toList(), "");
	}

	/**
	 * What removals come to.
	 * @throws dev.postern.cloudflare.CloudflareException when Cloudflare cannot be asked
	 */
	BulkPlan removals(List<Server> servers) {
		Known known = known(servers, this.previews::removals);
		return new BulkPlan(servers.stream().map((server) -> known.row(server, List.of())).toList(), known.basis());
	}

	/** The same without knowing what Cloudflare has. */
	static BulkPlan unseenRemovals(List<Server> servers) {
		return new BulkPlan(servers.stream().map((server) -> Known.NOTHING.row(server, List.of())).toList(), "");
	}

	private Known known(List<Server> servers, BiFunction<TunnelId, Set<Hostname>, Preview> preview) {
		Map<String, List<Server>> byTunnel = servers.stream()
			.collect(Collectors.groupingBy((server) -> server.spec().tunnel().toString(), TreeMap::new,
					Collectors.toList()));
		List<PlanView> plans = new ArrayList<>();
		StringBuilder bases = new StringBuilder();
		byTunnel.forEach((tunnel, ours) -> {
			Preview found = preview.apply(TunnelId.of(tunnel),
					ours.stream().map((server) -> server.spec().hostname()).collect(Collectors.toSet()));
			plans.add(this.views.of(found.plan()));
			bases.append(found.basis());
		});
		return new Known(plans, bases.isEmpty() ? "" : Sha256.of(bases.toString()));
	}

	private static BulkRow row(EditedServer one, Known known) {
		ServerSpec before = one.server().spec();
		List<Difference> kept = Stream
			.of(new Difference("tags", before.tags(), one.after().tags()),
					new Difference("loginUser", List.of(before.loginUser()), List.of(one.after().loginUser())))
			.filter((difference) -> !difference.before().equals(difference.after()))
			.map((difference) -> new Difference(difference.field(), List.of(String.join(", ", difference.before())),
					List.of(String.join(", ", difference.after()))))
			.toList();
		return known.row(one.server(), kept);
	}

	/**
	 * What changes of many servers come to.
	 *
	 * @param basis names the changes at Cloudflare; empty when there are none, or none
	 * are known
	 */
	record BulkPlan(List<BulkRow> rows, String basis) {

		BulkPlan {
			rows = List.copyOf(rows);
		}

	}

	/**
	 * What becomes of one server.
	 *
	 * @param kept what only Postern keeps
	 * @param atCloudflare what is changed there
	 * @param obstacles what a person has to decide first, in words
	 */
	record BulkRow(Server server, List<Difference> kept, List<ResourceChange> atCloudflare, List<String> obstacles) {

		BulkRow {
			kept = List.copyOf(kept);
			atCloudflare = List.copyOf(atCloudflare);
			obstacles = List.copyOf(obstacles);
		}

	}

	private record Known(List<PlanView> plans, String basis) {

		private static final Known NOTHING = new Known(List.of(), "");

		BulkRow row(Server server, List<Difference> kept) {
			return new BulkRow(server, kept,
					this.plans.stream()
						.flatMap((plan) -> plan.steps().stream())
						.flatMap((step) -> step.rows().stream())
						.filter((row) -> server.id().equals(row.serverId()))
						.toList(),
					this.plans.stream()
						.flatMap((plan) -> plan.obstacles().stream())
						.filter((obstacle) -> obstacle.serverId().equals(server.id()))
						.map((obstacle) -> obstacle.told().what())
						.toList());
		}

	}

}
