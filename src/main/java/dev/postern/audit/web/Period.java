package dev.postern.audit.web;

import java.time.Duration;

/** How far back people look most. */
enum Period {

	DAY(Duration.ofDays(1)), WEEK(Duration.ofDays(7)), MONTH(Duration.ofDays(30));

	private final Duration length;

	Period(Duration length) {
		this.length = length;
	}

	Duration length() {
		return this.length;
	}

}
