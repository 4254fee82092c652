package dev.postern.grants;

import java.time.Duration;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people are let in for a while.
 *
 * @param decideWithin how long those who decide have; what nobody decided expires
 * @param tellEnd how long before its end a grant counts as ending soon
 * @param lookEvery the pause between two looks at what begins, ends or takes its next
 * step; shorter than the minute that steps have to reach Cloudflare
 */
@Validated
@ConfigurationProperties("postern.grants")
record GrantProperties(@DefaultValue("24h") Duration decideWithin, @DefaultValue("15m") Duration tellEnd,
		@DefaultValue("5s") Duration lookEvery) {

	GrantProperties {
		WrongSetting.refuseUnlessPositive("postern.grants.decide-within", decideWithin, "24h");
		WrongSetting.refuseUnlessPositive("postern.grants.tell-end", tellEnd, "15m");
		WrongSetting.refuseUnlessPositive("postern.grants.look-every", lookEvery, "5s");
		if (lookEvery.compareTo(LoginSteps.MARGIN.dividedBy(2)) > 0) {
			throw new WrongSetting("postern.grants.look-every",
					"must be 30s at most, so that nobody logs in for longer than allowed: 5s, for example, not %s."
						.formatted(lookEvery));
		}
	}

}
