package dev.postern.audit.web;

import java.time.Duration;

/** How far back people look most. */
enum RecentPeriod {

	DAY(Duration.ofDays(1)), WEEK(Duration.ofDays(7)), MONTH(Duration.ofDays(30));

	private final Duration length;

	RecentPeriod(Duration length) {
		this.length = length;
	}

	Duration length() {
		return this.length;
	}

}
