package dev.postern.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * The place in the list of groups, by name, after which a part begins.
 *
 * @param name empty at the start, since no group is called so
 */
record GroupCursor(String name) {

	private static final int LONGEST = 1_000;

	static GroupCursor of(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return new GroupCursor("");
		}
		if (text.length() > LONGEST) {
			throw InvalidInput.of("cursor", text.substring(0, 100) + "…", "directory.error.cursor");
		}
		try {
			String name = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
				.toString();
			if (name.isEmpty() || name.indexOf('\0') >= 0) {
				throw InvalidInput.of("cursor", text, "directory.error.cursor");
			}
			return new GroupCursor(name);
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			throw InvalidInput.of("cursor", text, "directory.error.cursor");
		}
	}

	static GroupCursor after(Group group) {
		return new GroupCursor(group.spec().name());
	}

	@Override
	public String toString() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.name.getBytes(StandardCharsets.UTF_8));
	}

}
