package dev.postern.connect;

import org.springframework.context.support.ResourceBundleMessageSource;

/** The texts of the portal, without the portal. */
final class TestMessages {

	private TestMessages() {
	}

	static ResourceBundleMessageSource source() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return messages;
	}

}
