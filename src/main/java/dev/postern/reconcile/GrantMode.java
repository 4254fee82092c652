package dev.postern.reconcile;

import dev.postern.grants.GrantGate;

import org.springframework.stereotype.Component;

/** Has nothing granted where nothing that is granted would be done. */
@Component
class GrantMode implements GrantGate {

	private final ReconcileProperties properties;

	GrantMode(ReconcileProperties properties) {
		this.properties = properties;
	}

	@Override
	public boolean open() {
		return !this.properties.observesOnly();
	}

}
