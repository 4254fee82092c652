package dev.postern.ui.dialect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.kernel.PlainText;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;

/**
 * Shows what nobody would see of a page's texts as escapes, whoever they come from: an
 * identity provider, Cloudflare, or somebody who typed them. What people edit stays as it
 * is.
 */
public final class VisibleTextHandler extends AbstractTemplateHandler {

	private static final Set<String> SHOWN = Set.of("title", "aria-label", "alt", "placeholder");

	private static final Set<String> UNTOUCHED = Set.of("textarea", "script", "style");

	/** Beyond ASCII, as the portal's own texts have it. */
	private static final String PUNCTUATION = "’…–“”·×";

	private static final Pattern BETWEEN_BLANKS = Pattern.compile("[^\\n\\r\\t]+");

	private boolean untouched;

	@Override
	public void handleText(IText text) {
		String said = text.getText();
		String visible = this.untouched ? said : visible(said);
		super.handleText(visible.equals(said) ? text : getContext().getModelFactory().createText(visible));
	}

	@Override
	public void handleOpenElement(IOpenElementTag tag) {
		this.untouched = isUntouched(tag.getElementCompleteName());
		super.handleOpenElement(withVisibleAttributes(tag));
	}

	@Override
	public void handleStandaloneElement(IStandaloneElementTag tag) {
		super.handleStandaloneElement(withVisibleAttributes(tag));
	}

	@Override
	public void handleCloseElement(ICloseElementTag tag) {
		this.untouched = false;
		super.handleCloseElement(tag);
	}

	private <T extends IProcessableElementTag> T withVisibleAttributes(T tag) {
		IModelFactory models = getContext().getModelFactory();
		T visibleTag = tag;
		for (String name : SHOWN) {
			String value = tag.getAttributeValue(name);
			if (value != null && !visible(value).equals(value)) {
				visibleTag = models.setAttribute(visibleTag, name, visible(value));
			}
		}
		return visibleTag;
	}

	private static boolean isUntouched(String element) {
		return UNTOUCHED.contains(element.toLowerCase(Locale.ROOT));
	}

	private static String visible(String text) {
		return isOrdinary(text) ? text : BETWEEN_BLANKS.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(PlainText.visible(match.group())));
	}

	/**
	 * Nearly all texts of a page are, and need no more than this look; so are panels, in
	 * which each text was looked at before.
	 */
	private static boolean isOrdinary(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || (c > '~' && PUNCTUATION.indexOf(c) < 0)) {
				return false;
			}
		}
		return true;
	}

}
