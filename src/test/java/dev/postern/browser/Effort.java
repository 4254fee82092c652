package dev.postern.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Uses a page and counts what that takes. */
class Effort {

	private final Page page;

	private int clicks;

	private int keys;

	Effort(Page page) {
		this.page = page;
	}

	void click(Locator what) {
		what.first().click();
		this.clicks++;
	}

	/** Types where the focus is. */
	void type(String text) {
		this.page.keyboard().type(text);
		this.keys += text.length();
	}

	void press(String key) {
		this.page.keyboard().press(key);
		this.keys++;
	}

	int clicks() {
		return this.clicks;
	}

	int keys() {
		return this.keys;
	}

	@Override
	public String toString() {
		return "%d clicks and %d keys".formatted(this.clicks, this.keys);
	}

}
