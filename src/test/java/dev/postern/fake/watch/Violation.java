package dev.postern.fake.watch;

/**
 * A promise that was broken.
 *
 * @param position of the write in the journal
 */
public record Violation(int position, String promise, String text) {

	@Override
	public String toString() {
		return "%s broken by request #%d: %s".formatted(this.promise, this.position, this.text);
	}

}
