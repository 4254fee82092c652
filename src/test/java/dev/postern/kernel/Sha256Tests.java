package dev.postern.kernel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Tests {

	@Test
	void writesTheHashOfAnEmptyTextAsTheStandardDoes() {
		assertThat(Sha256.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	}

	@Test
	void hashesTextsAsUtf8() {
		assertThat(Sha256.of("ü")).isEqualTo(Sha256.of(new byte[] { (byte) 0xc3, (byte) 0xbc }));
	}

}
