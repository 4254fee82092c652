package dev.postern.connect.ports;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often port 22 of servers is tried.
 *
 * @param perPerson how many checks a minute a person may ask for
 * @param perMinute how many checks a minute this instance does for all; of a third of
 * them nobody has more than one
 */
@ConfigurationProperties("postern.port-check")
record PortProperties(@DefaultValue("6") int perPerson, @DefaultValue("30") int perMinute) {

	PortProperties {
		WrongSetting.refuseUnlessPositive("postern.port-check.per-person", perPerson);
		WrongSetting.refuseUnlessPositive("postern.port-check.per-minute", perMinute);
	}

}
