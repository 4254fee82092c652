package dev.postern.servers.groups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.Sha256;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.lint.LintFinding;
import dev.postern.rules.lint.LintFinding.Severity;
import dev.postern.rules.words.Phrase;
import dev.postern.servers.policies.PolicyChoices;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.ui.WarningView;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says what a change of a group risks. What is found over and over, for many people or on
 * many servers, is said once for its kind, and only the first few are named.
 */
@Component
class GroupEditWords {

	private static final int FINDINGS_SAID = 8;

	private static final int SERVERS_NAMED = 3;

	private final PolicyWords words;

	private final MessageSource messages;

	GroupEditWords(PolicyWords words, MessageSource messages) {
		this.words = words;
		this.messages = messages;
	}

	/** What cannot be meant, at the lists of the group. */
	List<FieldProblem> errors(List<GroupFinding> found, String group, PolicyChoices known) {
		return kinds(found, Severity.ERROR).map((kind) -> {
			LintFinding first = kind.getFirst().finding();
			String list = (kind.getFirst().server() == null) ? first.path().replaceFirst("\\[.*", "") : "include";
			return FieldProblem.of(list, group, "servers.error.lint", what(kind, known), say(first.why(), known),
					say(first.remedy(), known));
		}).toList();
	}

	/**
	 * What somebody has to say yes to. A yes is good for these people, conditions and
	 * servers: others make another id.
	 */
	List<WarningView> warnings(List<GroupFinding> found, RuleGroup rules, PolicyChoices known) {
		return kinds(found, Severity.WARNING).map((kind) -> {
			LintFinding first = kind.getFirst().finding();
			String field = (kind.getFirst().server() == null) ? first.path() : "include";
			return new WarningView(id(kind, rules), field, what(kind, known), say(first.why(), known),
					say(first.remedy(), known));
		}).toList();
	}

	private static Stream<List<GroupFinding>> kinds(List<GroupFinding> found, Severity severity) {
		return found.stream()
			.filter((one) -> one.finding().severity() == severity)
			.collect(Collectors.groupingBy((one) -> one.finding().code(), LinkedHashMap::new, Collectors.toList()))
			.values()
			.stream();
	}

	private static String id(List<GroupFinding> kind, RuleGroup rules) {
		String code = kind.getFirst().finding().code();
		String all = kind.stream()
			.map((one) -> one.server() + " " + one.finding().args())
			.sorted()
			.collect(Collectors.joining("\n", "%s %s\n".formatted(rules.require(), rules.exclude()), ""));
		return code.substring(code.lastIndexOf('.') + 1) + "@" + Sha256.of(all).substring(0, 8);
	}

	private String what(List<GroupFinding> kind, PolicyChoices known) {
		Map<List<Phrase>, List<GroupFinding>> same = kind.stream()
			.collect(Collectors.groupingBy((one) -> one.finding().args(), LinkedHashMap::new, Collectors.toList()));
		List<String> said = same.values()
			.stream()
			.limit(FINDINGS_SAID)
			.map((one) -> said(one, known))
			.collect(Collectors.toCollection(ArrayList::new));
		if (same.size() > FINDINGS_SAID) {
			said.add(rest(same.values().stream().skip(FINDINGS_SAID).toList()));
		}
		return String.join(" ", said);
	}

	private String said(List<GroupFinding> same, PolicyChoices known) {
		String what = say(same.getFirst().finding().what(), known);
		List<String> servers = servers(List.of(same));
		return servers.isEmpty() ? what : what + " " + concerned(servers);
	}

	private String concerned(List<String> servers) {
		String first = servers.stream().limit(SERVERS_NAMED).collect(Collectors.joining(", "));
		int more = servers.size() - SERVERS_NAMED;
		return (more > 0) ? text("servers.group-lint.many", first, more) : text("servers.group-lint.few", first);
	}

	private String rest(Collection<List<GroupFinding>> kinds) {
		List<String> servers = servers(kinds);
		return servers.isEmpty() ? text("servers.group-lint.more", kinds.size())
				: text("servers.group-lint.more-on", kinds.size(), servers.size());
	}

	private static List<String> servers(Collection<List<GroupFinding>> kinds) {
		return List.copyOf(kinds.stream()
			.flatMap(List::stream)
			.map(GroupFinding::server)
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	private String say(Phrase phrase, PolicyChoices known) {
		return this.words.of(phrase.named(known::name));
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

}
