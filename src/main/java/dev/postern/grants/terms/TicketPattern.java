package dev.postern.grants.terms;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the number of a ticket looks like, as administrators wrote it. A pattern that
 * would try for long, whether meant so or not, is given up after a number of steps.
 */
public final class TicketPattern {

	public static final int LONGEST = 200;

	private static final int MOST_STEPS = 100_000;

	private final Pattern pattern;

	private TicketPattern(Pattern pattern) {
		this.pattern = pattern;
	}

	/**
	 * Reads a pattern.
	 * @throws IllegalArgumentException when it is none
	 */
	public static TicketPattern of(String pattern) {
		try {
			return new TicketPattern(Pattern.compile(pattern));
		}
		catch (PatternSyntaxException | StackOverflowError ex) {
			throw new IllegalArgumentException("no regular expression", ex);
		}
	}

	/** Whether a number is one; not so when that takes too long to say. */
	public boolean fits(String ticket) {
		try {
			return this.pattern.matcher(new CountedText(ticket, new Steps())).matches();
		}
		catch (TooManySteps | StackOverflowError ex) {
			return false;
		}
	}

	/** How often a text was looked at. */
	private static final class Steps {

		private int taken;

		void take() {
			this.taken++;
			if (this.taken > MOST_STEPS) {
				throw new TooManySteps();
			}
		}

	}

	/** A text that can be looked at so often and no more. */
	private record CountedText(CharSequence text, Steps steps) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			this.steps.take();
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new CountedText(this.text.subSequence(start, end), this.steps);
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

	/** The pattern tries for too long. */
	private static final class TooManySteps extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
