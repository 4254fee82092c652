package dev.postern.directory.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.LosslessJson;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.ui.input.PastedText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the form of a group sent, as it was typed. Values of a field are parted by blanks,
 * commas or line breaks, so that a column of a table can be pasted.
 *
 * @param id the group that is edited; {@code null} for a new one
 * @param version the version of it that was opened
 * @param exceptPeople addresses that are not in it, whatever else it says
 * @param others rules that the form has no field for, in JSON: the three lists
 */
record GroupForm(@Nullable GroupId id, @Nullable Long version, String name, String description, String people,
		String domains, String countries, String ranges, String exceptPeople, String others) {

	private static final List<String> PARTS = List.of("include", "require", "exclude");

	/** More than all rules that a group can have. */
	private static final int LONGEST_OTHERS = 500_000;

	GroupForm(@Nullable GroupId id, @Nullable Long version, @Nullable String name, @Nullable String description,
			@Nullable String people, @Nullable String domains, @Nullable String countries, @Nullable String ranges,
			@Nullable String exceptPeople, @Nullable String others) {
		this.id = id;
		this.version = version;
		this.name = text(name);
		this.description = text(description);
		this.people = text(people);
		this.domains = text(domains);
		this.countries = text(countries);
		this.ranges = text(ranges);
		this.exceptPeople = text(exceptPeople);
		this.others = text(others);
	}

	static GroupForm empty() {
		return new GroupForm(null, null, "", "", "", "", "", "", "", "");
	}

	static GroupForm of(Group group) {
		List<Selector> include = group.spec().rules().include();
		List<Selector> exclude = group.spec().rules().exclude();
		return new GroupForm(group.id(), group.version(), group.spec().name(), group.spec().description(),
				lines(include, MemberKind.PERSON), lines(include, MemberKind.DOMAIN),
				lines(include, MemberKind.COUNTRY), lines(include, MemberKind.RANGE), lines(exclude, MemberKind.PERSON),
				others(include, group.spec().rules().require(), exclude));
	}

	/** The same wishes, based on another version. */
	GroupForm atVersion(long version) {
		return new GroupForm(this.id, version, this.name, this.description, this.people, this.domains, this.countries,
				this.ranges, this.exceptPeople, this.others);
	}

	GroupDraft toDraft() {
		ArrayNode include = JsonMapper.shared().createArrayNode();
		MemberKind.PERSON.add(split(this.people), include);
		MemberKind.DOMAIN.add(split(this.domains), include);
		MemberKind.COUNTRY.add(split(this.countries), include);
		MemberKind.RANGE.add(split(this.ranges), include);
		include.addAll(other("include"));
		ArrayNode exclude = JsonMapper.shared().createArrayNode();
		MemberKind.PERSON.add(split(this.exceptPeople), exclude);
		exclude.addAll(other("exclude"));
		return new GroupDraft(this.name, this.description, include, other("require"), exclude);
	}

	/** The same input problems, at the fields of this form. */
	InvalidInput atFields(InvalidInput input) {
		return new InvalidInput(input.problems().stream().map(this::atFields).toList());
	}

	private FieldProblem atFields(FieldProblem problem) {
		List<String> fields = new ArrayList<>();
		if (problem.field().startsWith("include")) {
			split(this.people).forEach((value) -> fields.add("people"));
			split(this.domains).forEach((value) -> fields.add("domains"));
			split(this.countries).forEach((value) -> fields.add("countries"));
			split(this.ranges).forEach((value) -> fields.add("ranges"));
			fields.add(fields.isEmpty() ? "people" : "others");
		}
		else if (problem.field().startsWith("exclude")) {
			split(this.exceptPeople).forEach((value) -> fields.add("exceptPeople"));
			fields.add("others");
		}
		else {
			return problem;
		}
		String place = problem.field().replaceFirst("^[a-z]+\\[(\\d{1,6})\\].*$", "$1");
		int at = place.matches("\\d+") ? Math.min(Integer.parseInt(place), fields.size() - 1) : 0;
		return new FieldProblem(fields.get(at), problem.value(), problem.code(), problem.args());
	}

	private static String lines(List<Selector> selectors, MemberKind kind) {
		return selectors.stream().map(kind::value).flatMap(Stream::ofNullable).collect(Collectors.joining("\n"));
	}

	private static String others(List<Selector> include, List<Selector> require, List<Selector> exclude) {
		ArrayNode lists = JsonMapper.shared().createArrayNode();
		lists.add(written(include.stream().filter((selector) -> MemberKind.of(selector) == null).toList()));
		lists.add(written(require));
		lists
			.add(written(exclude.stream().filter((selector) -> MemberKind.of(selector) != MemberKind.PERSON).toList()));
		boolean none = lists.valueStream().allMatch(JsonNode::isEmpty);
		return none ? "" : lists.toString();
	}

	private static ArrayNode written(List<Selector> selectors) {
		return JsonMapper.shared().createArrayNode().addAll(selectors.stream().map(PolicyCodec::write).toList());
	}

	private ArrayNode other(String part) {
		ArrayNode rules = JsonMapper.shared().createArrayNode();
		if (!this.others.isEmpty()) {
			lists().path(PARTS.indexOf(part)).forEach(rules::add);
		}
		return rules;
	}

	private JsonNode lists() {
		if (this.others.length() > LONGEST_OTHERS) {
			throw InvalidInput.of("others", this.others.substring(0, 60) + "…", "directory.error.json.others");
		}
		try {
			JsonNode lists = LosslessJson.MAPPER.readTree(this.others);
			if (lists.isArray() && lists.size() == PARTS.size() && lists.valueStream().allMatch(JsonNode::isArray)) {
				return lists;
			}
		}
		catch (JacksonException ex) {
			throw InvalidInput.of("others", this.others, "directory.error.json.others");
		}
		throw InvalidInput.of("others", this.others, "directory.error.json.others");
	}

	private static List<String> split(String values) {
		return PastedText.words(values).stream().distinct().toList();
	}

	private static String text(@Nullable String entered) {
		return Objects.requireNonNullElse(entered, "");
	}

}
