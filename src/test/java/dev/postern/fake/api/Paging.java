package dev.postern.fake.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a family of lists is cut into pages. */
public enum Paging {

	ZONES(20, 5, 50), DNS_RECORDS(100, 1, 5_000_000), TUNNELS(1000, 1, 1000), ACCESS(25, 1, 1000);

	private static final Set<Integer> ACCESS_SIZES = Set.of(1, 5, 10, 20, 25, 50, 100, 1000);

	private final int standard;

	private final int least;

	private final int most;

	Paging(int standard, int least, int most) {
		this.standard = standard;
		this.least = least;
		this.most = most;
	}

	public Response cut(Call call, List<? extends JsonNode> all) {
		int size = number(call, "per_page").orElse(this.standard);
		int page = number(call, "page").orElse(1);
		if (page < 1 || size < this.least || size > this.most || (this == ACCESS && !ACCESS_SIZES.contains(size))) {
			throw badParameter();
		}
		long from = Math.min((long) (page - 1) * size, all.size());
		List<? extends JsonNode> part = all.subList((int) from, (int) Math.min(from + size, all.size()));
		ObjectNode envelope = Response.envelope(true, Json.array(part));
		ObjectNode info = Json.object()
			.put("page", page)
			.put("per_page", size)
			.put("count", part.size())
			.put("total_count", all.size());
		if (this != TUNNELS) {
			info.put("total_pages", Math.max(1, Math.ceilDiv(all.size(), size)));
		}
		envelope.set("result_info", info);
		return Response.raw(200, envelope)
			.of((hidden) -> cut(call, all.stream().filter((item) -> !hidden.test(item)).toList()));
	}

	private Optional<Integer> number(Call call, String parameter) {
		return call.parameter(parameter).map((text) -> {
			if (!text.matches("-?\\d{1,9}")) {
				throw badParameter();
			}
			return Integer.valueOf(text);
		});
	}

	/** The code for other families than Access is not documented. */
	private ApiException badParameter() {
		return (this == ACCESS) ? ApiException.of(400, 12091, "access.api.error.invalid_url_parameter_value")
				: ApiException.of(400, 1001, "Invalid value of page or per_page");
	}

}
