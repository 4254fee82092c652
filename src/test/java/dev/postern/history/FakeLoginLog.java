package dev.postern.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.cloudflare.model.AccessRequestPage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Cloudflare's login log, whose quirks a test chooses. */
class FakeLoginLog {

	private final List<AccessRequest> entries = new ArrayList<>();

	private final List<Runnable> beforeReads = new ArrayList<>();

	private int mostPerPage = LogWalk.PAGE_SIZE;

	private boolean sinceIsExclusive;

	private boolean newestFirst;

	private boolean repeating;

	private @Nullable RuntimeException failure;

	int reads;

	static AccessRequest entry(String ray, Instant at, String email, String domain, boolean allowed) {
		return new AccessRequest(ray, at, "login", allowed, email, "198.51.100.23", "JP", "onetimepin", "uid", domain,
				JsonNodeFactory.instance.objectNode().put("ray_id", ray));
	}

	FakeLoginLog add(String ray, Instant at) {
		this.entries.add(entry(ray, at, "dev@example.com", "ssh-db1.example.jp", true));
		return this;
	}

	FakeLoginLog add(AccessRequest entry) {
		this.entries.add(entry);
		return this;
	}

	FakeLoginLog forgetBefore(Instant time) {
		this.entries.removeIf((entry) -> entry.createdAt().isBefore(time));
		return this;
	}

	FakeLoginLog mostPerPage(int most) {
		this.mostPerPage = most;
		return this;
	}

	FakeLoginLog sinceIsExclusive() {
		this.sinceIsExclusive = true;
		return this;
	}

	FakeLoginLog newestFirst() {
		this.newestFirst = true;
		return this;
	}

	/** Gives the first page whichever is asked for. */
	FakeLoginLog repeating() {
		this.repeating = true;
		return this;
	}

	/** Does something right before the n-th read from now on, counted from 1. */
	FakeLoginLog beforeRead(int n, Runnable action) {
		while (this.beforeReads.size() < n) {
			this.beforeReads.add(() -> {
			});
		}
		this.beforeReads.set(n - 1, action);
		return this;
	}

	FakeLoginLog failing(RuntimeException exception) {
		this.failure = exception;
		return this;
	}

	FakeLoginLog working() {
		this.failure = null;
		return this;
	}

	Cloudflare asCloudflare() {
		Cloudflare cloudflare = mock(Cloudflare.class);
		given(cloudflare.inBackground(any())).willAnswer((call) -> call.<Supplier<?>>getArgument(0).get());
		given(cloudflare.accessRequests(any(), any(), anyInt(), anyInt())).willAnswer(
				(call) -> read(call.getArgument(0), call.getArgument(1), call.getArgument(2), call.getArgument(3)));
		return cloudflare;
	}

	private AccessRequestPage read(Instant since, Instant until, int page, int limit) {
		this.reads++;
		if (this.failure != null) {
			throw this.failure;
		}
		if (!this.beforeReads.isEmpty()) {
			this.beforeReads.removeFirst().run();
		}
		Comparator<AccessRequest> order = Comparator.comparing(AccessRequest::createdAt);
		List<AccessRequest> part = this.entries.stream()
			.filter((entry) -> this.sinceIsExclusive ? entry.createdAt().isAfter(since)
					: !entry.createdAt().isBefore(since))
			.filter((entry) -> !entry.createdAt().isAfter(until))
			.sorted(this.newestFirst ? order.reversed() : order)
			.skip(this.repeating ? 0 : (page - 1L) * Math.min(limit, this.mostPerPage))
			.limit(Math.min(limit, this.mostPerPage))
			.toList();
		return new AccessRequestPage(part, List.of());
	}

}
