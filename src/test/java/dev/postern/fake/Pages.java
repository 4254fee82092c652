package dev.postern.fake;

import java.util.function.Supplier;

/** What the fake shows to people and to the ssh stand-in, beside the API. */
final class Pages {

	private final AccountState state;

	Pages(Supplier<World> worlds, AccountState state, Journal journal) {
		this.state = state;
	}

	Answer answer(Call call) {
		return switch (call.path()) {
			case "/edge" -> edge(call);
			default -> Answer.text(404, "text/plain; charset=UTF-8", "There is nothing here.\n");
		};
	}

	/** One line for scripts: the service, or why nobody gets there. */
	private Answer edge(Call call) {
		Verdict verdict = this.state.verdict(call.parameter("hostname").orElse(""), call.parameter("email").orElse(""));
		int status = verdict.letsIn() ? 200 : (verdict.kind() == Verdict.Kind.REFUSED) ? 403 : 404;
		return Answer.text(status, "text/plain; charset=UTF-8",
				((verdict.service() != null) ? verdict.service() : verdict.reason()) + "\n");
	}

}
