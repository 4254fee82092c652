package dev.postern.kernel;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class LosslessJsonTests {

	@Test
	void whatOthersNestedDeepComesOutAsItWentIn_I2() {
		String deep = "{\"others\":" + "[".repeat(1_900) + "1.250" + "]".repeat(1_900) + "}";
		JsonNode read = LosslessJson.MAPPER.readTree(deep);

		assertThat(LosslessJson.MAPPER.writeValueAsString(read)).isEqualTo(deep);
	}

}
