package dev.postern.ui.dialect;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * A {@link PanelRequest} keeps what is noted of a panel to itself, so that the servlet
 * need not copy all that is noted of the page before each panel, and put it back.
 */
@Configuration(proxyBeanMethods = false)
class PanelsConfiguration {

	PanelsConfiguration(ObjectProvider<DispatcherServlet> dispatchers) {
		dispatchers.forEach((dispatcher) -> dispatcher.setCleanupAfterInclude(false));
	}

}
