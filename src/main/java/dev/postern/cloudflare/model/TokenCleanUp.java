package dev.postern.cloudflare.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import dev.postern.kernel.GoDuration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether Cloudflare deletes service tokens that no policy names. What the account says
 * of it is documented as an object without its fields, so they are looked for under the
 * names that fit.
 *
 * @param days after how many days; empty when that is not said
 */
public record TokenCleanUp(Setting setting, OptionalInt days) {

	private static final long LONGEST_DAYS = 100_000;

	private static final TokenCleanUp UNKNOWN = new TokenCleanUp(Setting.UNKNOWN, OptionalInt.empty());

	/** What is absent or no object tells nothing. */
	public static TokenCleanUp of(@Nullable JsonNode value) {
		if (value == null || !value.isObject()) {
			return UNKNOWN;
		}
		OptionalInt days = value.propertyStream()
			.flatMap((field) -> days(field.getKey(), field.getValue()).stream())
			.mapToInt(Integer::intValue)
			.findFirst();
		Setting setting = Setting.of(value.get("enabled"));
		return new TokenCleanUp((setting == Setting.UNKNOWN && days.isPresent()) ? Setting.ON : setting, days);
	}

	private static Optional<Integer> days(String name, JsonNode value) {
		if (name.contains("day") && value.isIntegralNumber() && value.canConvertToInt()) {
			return Optional.of(value.intValue()).filter((days) -> days > 0);
		}
		return value.isString() ? duration(value.stringValue()) : Optional.empty();
	}

	private static Optional<Integer> duration(String text) {
		return GoDuration.parse(text)
			.map(Duration::toDays)
			.filter((days) -> days > 0 && days < LONGEST_DAYS)
			.map(Long::intValue);
	}

}
