package dev.postern.grants.web;

import java.time.ZoneId;

import dev.postern.grants.GrantRequest;
import dev.postern.ui.input.TimeInput;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed who asks to be let in.
 *
 * @param startAt in the zone of the reader; empty for as soon as it is approved
 */
record AskForm(@Nullable String serverId, @Nullable String tag, @Nullable String reason, @Nullable String ticket,
		@Nullable String duration, @Nullable String startAt) {

	GrantRequest request(ZoneId zone) {
		return new GrantRequest(this.serverId, this.tag, this.reason, this.ticket, this.duration,
				TimeInput.start("startAt", this.startAt, zone));
	}

}
