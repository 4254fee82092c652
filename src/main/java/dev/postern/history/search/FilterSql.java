package dev.postern.history.search;

import java.net.IDN;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.history.search.LoginFilter.Outcome;
import dev.postern.history.search.ServerTerm.Foreign;
import dev.postern.history.search.ServerTerm.Known;
import dev.postern.history.search.ServerTerm.Named;
import dev.postern.kernel.LikePattern;

/** A filter as a condition on {@code login_event}, which says nothing of what is open. */
final class FilterSql {

	/** Logins that went through although no policy lets the person in. */
	static final String UNEXPLAINED = "allowed AND NOT is_explained";

	static final String PERSON = "lower(user_email)";

	/** Cloudflare says XX where it does not know the country. */
	static final String COUNTRY = "coalesce(nullif(upper(country), 'XX'), '')";

	static final String PROVIDER = "coalesce(lower(connection), '')";

	/** The hostname of the application as those have it that compare hostnames. */
	static final String HOSTNAME = "coalesce(rtrim(lower(split_part(app_domain, '/', 1)), '.'), '')";

	private final StringJoiner conditions = new StringJoiner(" AND ");

	private final Map<String, Object> params = new HashMap<>();

	private FilterSql() {
		this.conditions.setEmptyValue("true");
	}

	static FilterSql of(LoginFilter filter) {
		FilterSql sql = new FilterSql();
		if (filter.from() != null) {
			sql.conditions.add("created_at >= :from");
			sql.params.put("from", filter.from().atOffset(ZoneOffset.UTC));
		}
		if (filter.to() != null) {
			sql.conditions.add("created_at < :to");
			sql.params.put("to", filter.to().atOffset(ZoneOffset.UTC));
		}
		sql.add("server", filter.servers(), sql::servers);
		sql.add("person", filter.people(), sql::people);
		sql.add("country", filter.countries(), (name, values) -> COUNTRY + sql.isAnyOf(name, values));
		sql.add("provider", filter.providers(), (name, values) -> PROVIDER + sql.isAnyOf(name, values));
		sql.add("ip", filter.addresses(), sql::addresses);
		sql.add("outcome", filter.outcomes(), (name, values) -> outcomes(values));
		return sql;
	}

	/** The condition, which is true of all logins for a filter that leaves all open. */
	String condition() {
		return this.conditions.toString();
	}

	Map<String, Object> params() {
		return this.params;
	}

	/** A hostname in the spellings that logs have. */
	static Stream<String> spellings(String hostname) {
		return Stream.of(hostname, IDN.toUnicode(hostname)).distinct();
	}

	/** What is not known is none of the values. */
	private <T> void add(String name, Terms<T> terms, BiFunction<String, List<T>, String> condition) {
		if (!terms.is().isEmpty()) {
			this.conditions.add("(" + condition.apply(name, terms.is()) + ")");
		}
		if (!terms.isNot().isEmpty()) {
			this.conditions.add("(" + condition.apply("not_" + name, terms.isNot()) + ") IS NOT TRUE");
		}
	}

	private String servers(String name, List<ServerTerm> terms) {
		StringJoiner any = new StringJoiner(" OR ").setEmptyValue("false");
		List<Known> known = of(Known.class, terms);
		List<String> hostnames = Stream
			.concat(known.stream().flatMap((server) -> server.hostnames().stream()).flatMap(FilterSql::spellings),
					of(Foreign.class, terms).stream().map(Foreign::hostname))
			.distinct()
			.toList();
		if (!known.isEmpty()) {
			this.params.put(name + "_ids", known.stream().map((server) -> server.id().value()).toArray(UUID[]::new));
			any.add("server_id = ANY (CAST(:" + name + "_ids AS uuid[]))");
		}
		if (!hostnames.isEmpty()) {
			any.add("server_id IS NULL AND " + HOSTNAME + isAnyOf(name + "_hosts", hostnames));
		}
		List<String> parts = of(Named.class, terms).stream().map(Named::part).toList();
		if (!parts.isEmpty()) {
			any.add("server_name" + isLike(name, parts)).add("app_domain" + isLike(name, parts));
		}
		return any.toString();
	}

	private String people(String name, List<PersonTerm> terms) {
		List<String> whole = terms.stream().filter(PersonTerm::whole).map(PersonTerm::text).toList();
		List<String> parts = terms.stream().filter((term) -> !term.whole()).map(PersonTerm::text).toList();
		StringJoiner any = new StringJoiner(" OR ");
		if (!whole.isEmpty()) {
			any.add(PERSON + isAnyOf(name, whole));
		}
		if (!parts.isEmpty()) {
			any.add("user_email" + isLike(name, parts));
		}
		return any.toString();
	}

	private String addresses(String name, List<String> ranges) {
		StringJoiner any = new StringJoiner(" OR ");
		if (ranges.contains("")) {
			any.add("ip_address IS NULL");
		}
		this.params.put(name, ranges.stream().filter((range) -> !range.isEmpty()).toArray(String[]::new));
		return any.add("ip_address <<= ANY (CAST(CAST(:" + name + " AS text[]) AS inet[]))").toString();
	}

	private static String outcomes(List<Outcome> outcomes) {
		return outcomes.stream().map((outcome) -> switch (outcome) {
			case ALLOWED -> "allowed";
			case REFUSED -> "NOT allowed";
			case UNEXPLAINED -> UNEXPLAINED;
			case FOREIGN -> "server_id IS NULL";
		}).collect(Collectors.joining(" OR "));
	}

	private String isAnyOf(String name, Collection<String> values) {
		this.params.put(name, values.toArray(String[]::new));
		return " = ANY (CAST(:" + name + " AS text[]))";
	}

	private String isLike(String name, Collection<String> parts) {
		this.params.put(name + "_like", parts.stream().map(LikePattern::containing).toArray(String[]::new));
		return " ILIKE ANY (CAST(:" + name + "_like AS text[]))";
	}

	private static <T extends ServerTerm> List<T> of(Class<T> kind, List<ServerTerm> terms) {
		return terms.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

}
