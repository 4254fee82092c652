package dev.postern.servers.policies;

/**
 * A room that knows things at Cloudflare which policies can name. A bean of this type is
 * all it takes for the form to offer them, for sentences to say their names instead of
 * ids, and for the linter to look at them.
 */
public interface ChoiceSource {

	/**
	 * What is known now, without waiting for Cloudflare: forms ask with every keystroke.
	 * A list that is not known is left out, which is not the same as an empty one.
	 */
	PolicyChoices choices();

}
