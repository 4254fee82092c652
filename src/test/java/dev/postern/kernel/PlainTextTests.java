package dev.postern.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTests {

	@ParameterizedTest
	@ValueSource(ints = { 0x200B, 0x200D, 0x200E, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
			0x2069, 0xFEFF, 0x00AD, 0xE0041, 0xD800, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x034F, 0x17B4, 0x17B5,
			0x180B, 0x180C, 0x180D, 0x180F, 0xFE00, 0xFE0E, 0xFE0F, 0xE0100, 0xE01EF, 0xE0FFF })
	void whatIsNotSeenIsNamed(int hidden) {
		String text = "ad" + Character.toString(hidden) + "min";

		assertThat(PlainText.hidden(text)).contains("U+%04X".formatted(hidden));
		assertThat(PlainText.breaks(text)).isFalse();
		assertThat(PlainText.isPlain(text)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x0, 0x9, 0xA, 0xD, 0x7F, 0x85, 0x9F, 0x2028, 0x2029 })
	void whatBreaksALineIsNotPlain(int control) {
		String text = "ad" + Character.toString(control) + "min";

		assertThat(PlainText.breaks(text)).isTrue();
		assertThat(PlainText.hidden(text)).isEmpty();
		assertThat(PlainText.isPlain(text)).isFalse();
	}

	@Test
	void namesOfAllLanguagesArePlain() {
		assertThat(PlainText.isPlain("Équipe données 数据库 فريق צוות 🚪 R&D “ops”")).isTrue();
	}

	@Test
	void whatIsNotSeenIsShownByItsNumber() {
		assertThat(PlainText.visible("Ada Admin")).isEqualTo("Ada Admin");
		assertThat(PlainText.visible("a\u202Eb\u0007\u200B\u3164\u2028"))
			.isEqualTo("a\\u{202E}b\\u{7}\\u{200B}\\u{3164}\\u{2028}");
		assertThat(PlainText.visible("\uD800x")).isEqualTo("\\u{D800}x");
	}

	@Test
	void joinersStayOnlyWhereScriptsNeedThem() {
		assertThat(PlainText.visible("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")).contains("\u200C");
		assertThat(PlainText.visible("pay\u200Dpal")).isEqualTo("pay\\u{200D}pal");
		assertThat(PlainText.visible("\u0645\u200D")).isEqualTo("\u0645\\u{200D}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ops \u2764\uFE0F", "\u2600\uFE0E", "1\uFE0F\u20E3", "#\uFE0F\u20E3", "\u00A9\uFE0F" })
	void styleOfAnEmojiStays(String text) {
		assertThat(PlainText.isPlain(text)).isTrue();
		assertThat(PlainText.visible(text)).isEqualTo(text);
	}

	@Test
	void joinedEmojiStayWithTheirStyle() {
		String rainbow = "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08";

		assertThat(PlainText.visible(rainbow)).isEqualTo(rainbow);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\uFE0F", "admin1\uFE0F", "1\uFE0Fx", "\u6570\uFE0F", "\u2764\uFE0F\uFE0F", "\u2764\uFE00" })
	void styleOfAnythingElseIsNotSeen(String text) {
		assertThat(PlainText.isPlain(text)).isFalse();
		assertThat(PlainText.visible(text)).contains("\\u{FE0");
	}

}
