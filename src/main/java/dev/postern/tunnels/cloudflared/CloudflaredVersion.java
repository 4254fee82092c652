package dev.postern.tunnels.cloudflared;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of cloudflared. */
public record CloudflaredVersion(int year, int month, int patch) implements Comparable<CloudflaredVersion> {

	/**
	 * The first one that checks what it is told of an application before it takes a login
	 * that it kept.
	 */
	public static final CloudflaredVersion TRUSTWORTHY = new CloudflaredVersion(2026, 8, 0);

	/** The one that texts for connectors name. */
	public static final CloudflaredVersion FOR_CONNECTORS = new CloudflaredVersion(2026, 8, 2);

	private static final Pattern SHAPE = Pattern.compile("(20\\d{2})\\.(0?[1-9]|1[0-2])\\.(\\d{1,3})");

	private static final String ANNOUNCED = "cloudflared version ";

	private static final Comparator<CloudflaredVersion> ORDER = Comparator.comparingInt(CloudflaredVersion::year)
		.thenComparingInt(CloudflaredVersion::month)
		.thenComparingInt(CloudflaredVersion::patch);

	/** Reads {@code 2026.8.2}, or all that {@code cloudflared --version} prints. */
	public static Optional<CloudflaredVersion> of(String text) {
		String version = text.strip();
		return version.startsWith(ANNOUNCED) ? startOf(version.substring(ANNOUNCED.length()))
				: Optional.of(SHAPE.matcher(version)).filter(Matcher::matches).map(CloudflaredVersion::of);
	}

	/** Whether a text holds what {@code cloudflared --version} prints. */
	public static boolean isToldIn(String text) {
		return text.contains(ANNOUNCED);
	}

	/**
	 * The release that a text tells of; empty where it tells of none, or of one that
	 * somebody built.
	 */
	public static Optional<CloudflaredVersion> toldIn(String text) {
		return text.lines()
			.filter((line) -> line.contains(ANNOUNCED))
			.flatMap((line) -> startOf(line.substring(line.indexOf(ANNOUNCED) + ANNOUNCED.length())).stream())
			.findFirst();
	}

	private static Optional<CloudflaredVersion> startOf(String text) {
		return Optional.of(SHAPE.matcher(text)).filter(Matcher::lookingAt).map(CloudflaredVersion::of);
	}

	private static CloudflaredVersion of(Matcher found) {
		return new CloudflaredVersion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)),
				Integer.parseInt(found.group(3)));
	}

	/** When it came out. */
	public YearMonth released() {
		return YearMonth.of(this.year, this.month);
	}

	/** Whether somebody should update it. */
	public boolean isOutdated() {
		return compareTo(TRUSTWORTHY) < 0;
	}

	@Override
	public int compareTo(CloudflaredVersion other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return "%d.%d.%d".formatted(this.year, this.month, this.patch);
	}

}
