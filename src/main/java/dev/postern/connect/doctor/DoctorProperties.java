package dev.postern.connect.doctor;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the doctor looks.
 *
 * @param perPerson how many looks a minute a person may ask for
 * @param perMinute how many looks a minute this instance does for all; of a third of them
 * nobody has more than one
 */
@ConfigurationProperties("postern.doctor")
record DoctorProperties(@DefaultValue("6") int perPerson, @DefaultValue("30") int perMinute) {

	DoctorProperties {
		WrongSetting.refuseUnlessPositive("postern.doctor.per-person", perPerson);
		WrongSetting.refuseUnlessPositive("postern.doctor.per-minute", perMinute);
	}

}
