package dev.postern.kernel;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Cloudflare write them: {@code 24h}, {@code 1h30m}. */
public final class GoDuration {

	private static final Pattern PART = Pattern.compile("\\G(\\d{1,18}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h)");

	private static final Map<String, BigDecimal> SECONDS = Map.of("ns", new BigDecimal("1e-9"), "us",
			new BigDecimal("1e-6"), "µs", new BigDecimal("1e-6"), "ms", new BigDecimal("1e-3"), "s", BigDecimal.ONE,
			"m", BigDecimal.valueOf(60), "h", BigDecimal.valueOf(3600));

	private GoDuration() {
	}

	/** Reads whole seconds; empty for everything else. */
	public static Optional<Duration> parse(String text) {
		BigDecimal seconds = BigDecimal.ZERO;
		Matcher part = PART.matcher(text);
		int end = 0;
		while (part.find()) {
			seconds = seconds.add(new BigDecimal(part.group(1)).multiply(SECONDS.get(part.group(2))));
			end = part.end();
		}
		if (end == 0 || end < text.length()) {
			return Optional.empty();
		}
		try {
			return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
		}
		catch (ArithmeticException ex) {
			return Optional.empty();
		}
	}

	/** The shortest form, for example {@code 24h} or {@code 1h30m}. */
	public static String format(Duration duration) {
		StringBuilder text = new StringBuilder();
		append(text, duration.toHours(), "h");
		append(text, duration.toMinutesPart(), "m");
		append(text, duration.toSecondsPart(), "s");
		return text.isEmpty() ? "0s" : text.toString();
	}

	private static void append(StringBuilder text, long amount, String unit) {
		if (amount > 0) {
			text.append(amount).append(unit);
		}
	}

}
