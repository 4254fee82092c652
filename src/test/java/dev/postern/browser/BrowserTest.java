package dev.postern.browser;

import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;

/** A test of what people see and do, with one Chromium for the whole class. */
@PosternTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

	@Autowired
	private Portal portal;

	private Chromium chromium;

	@BeforeAll
	void openTheBrowser() {
		this.chromium = Chromium.start();
	}

	@AfterAll
	void closeTheBrowser() {
		this.chromium.close();
	}

	Visitor visitor() {
		return visitor(true);
	}

	Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}
