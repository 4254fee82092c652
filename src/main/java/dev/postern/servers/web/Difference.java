package dev.postern.servers.web;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.servers.form.PolicyForm;
import dev.postern.servers.form.PolicyJson;
import dev.postern.servers.form.ServerForm;

/**
 * One field that two versions of a server have different.
 *
 * @param field names its label, {@code servers.form.<field>}
 */
record Difference(String field, String mine, String theirs) {

	static List<Difference> between(ServerForm mine, ServerForm theirs, Function<PolicyForm, String> words) {
		return Stream
			.of(new Difference("name", mine.name(), theirs.name()),
					new Difference("hostname", mine.hostname(), theirs.hostname()),
					new Difference("tunnelId", mine.tunnelId(), theirs.tunnelId()),
					new Difference("service", mine.service(), theirs.service()),
					new Difference("loginUser", mine.loginUser(), theirs.loginUser()),
					new Difference("applicationType", mine.applicationType(), theirs.applicationType()),
					new Difference("sessionDuration", mine.sessionDuration(), theirs.sessionDuration()),
					new Difference("enforceAtConnector", mine.enforceAtConnector().toString(),
							theirs.enforceAtConnector().toString()),
					new Difference("description", mine.description(), theirs.description()),
					new Difference("tags", mine.tags(), theirs.tags()),
					new Difference("policies", said(mine, words), said(theirs, words)))
			.filter((difference) -> !difference.mine.equals(difference.theirs))
			.toList();
	}

	private static String said(ServerForm form, Function<PolicyForm, String> words) {
		return IntStream.range(0, form.policies().size())
			.mapToObj((at) -> "%d. %s".formatted(at + 1, said(form.policies().get(at), words)))
			.collect(Collectors.joining("\n"));
	}

	private static String said(PolicyForm policy, Function<PolicyForm, String> words) {
		String sentence = words.apply(policy);
		return sentence.isEmpty() ? PolicyJson.of(policy).toString() : "%s: %s".formatted(policy.name(), sentence);
	}

}
