package dev.postern.fake.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.postern.fake.api.Call;
import org.jspecify.annotations.Nullable;

/** The filters and the order of a list of DNS records. */
final class DnsFilters {

	private static final Map<String, Function<DnsRecord, @Nullable String>> FIELDS = Map.of("name", DnsRecord::name,
			"content", DnsRecord::content, "comment", DnsRecord::comment);

	private DnsFilters() {
	}

	static List<DnsRecord> select(Call call, List<DnsRecord> records) {
		List<Predicate<DnsRecord>> filters = filters(call);
		boolean any = call.parameter("match").orElse("all").equals("any") && !filters.isEmpty();
		Comparator<DnsRecord> order = order(call.parameter("order").orElse("type"));
		return records.stream()
			.filter((record) -> any ? filters.stream().anyMatch((filter) -> filter.test(record))
					: filters.stream().allMatch((filter) -> filter.test(record)))
			.sorted(call.parameter("direction").orElse("asc").equals("desc") ? order.reversed() : order)
			.toList();
	}

	private static List<Predicate<DnsRecord>> filters(Call call) {
		List<Predicate<DnsRecord>> filters = new ArrayList<>();
		call.query().forEach((parameter, values) -> {
			String wanted = values.getFirst().toLowerCase(Locale.ROOT);
			String[] parts = parameter.split("\\.", 2);
			String operator = (parts.length == 1) ? "exact" : parts[1];
			if (FIELDS.containsKey(parts[0])) {
				Function<DnsRecord, @Nullable String> field = FIELDS.get(parts[0]);
				filters.add((record) -> compare(field.apply(record), operator, wanted));
			}
			else if (parts[0].equals("tag")) {
				filters.add((record) -> operator.equals("absent"));
			}
			else if (parameter.equals("type")) {
				filters.add((record) -> record.type().equalsIgnoreCase(wanted));
			}
			else if (parameter.equals("proxied")) {
				filters.add((record) -> record.proxied() == Boolean.parseBoolean(wanted));
			}
			else if (parameter.equals("search")) {
				filters.add((record) -> record.json().toString().toLowerCase(Locale.ROOT).contains(wanted));
			}
		});
		return filters;
	}

	private static boolean compare(@Nullable String value, String operator, String wanted) {
		String lower = (value != null) ? value.toLowerCase(Locale.ROOT) : "";
		return switch (operator) {
			case "exact" -> lower.equals(wanted);
			case "contains" -> lower.contains(wanted);
			case "startswith" -> lower.startsWith(wanted);
			case "endswith" -> lower.endsWith(wanted);
			case "present" -> value != null;
			case "absent" -> value == null;
			default -> true;
		};
	}

	private static Comparator<DnsRecord> order(String field) {
		return switch (field) {
			case "name" -> Comparator.comparing(DnsRecord::name);
			case "content" -> Comparator.comparing(DnsRecord::content);
			case "ttl" -> Comparator.comparingInt(DnsRecord::ttl);
			case "proxied" -> Comparator.comparing(DnsRecord::proxied);
			default -> Comparator.comparing(DnsRecord::type).thenComparing(DnsRecord::name);
		};
	}

}
