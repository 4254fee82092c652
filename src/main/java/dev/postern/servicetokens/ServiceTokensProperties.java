package dev.postern.servicetokens;

import java.time.Duration;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How service tokens are watched.
 *
 * @param warnBefore how long before its end a service token is said to expire
 * @param lookEvery pause between two looks at the account's service tokens
 */
@Validated
@ConfigurationProperties("postern.service-tokens")
record ServiceTokensProperties(@DefaultValue("14d") Duration warnBefore, @DefaultValue("1d") Duration lookEvery) {

	ServiceTokensProperties {
		WrongSetting.refuseUnlessPositive("postern.service-tokens.warn-before", warnBefore, "14d");
		WrongSetting.refuseUnlessPositive("postern.service-tokens.look-every", lookEvery, "1d");
	}

}
