package dev.postern.servers;

import java.util.Optional;

import dev.postern.kernel.FieldProblem;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Says which value somebody else took in the moment between the check and the commit.
 */
final class ConstraintViolations {

	private ConstraintViolations() {
	}

	static Optional<FieldProblem> problem(ConstraintViolationException violation, ServerSpec spec) {
		String constraint = String.valueOf(violation.getConstraintName());
		return switch (constraint) {
			case "server_name_uq" -> Optional.of(FieldProblem.of("name", spec.name(), "servers.error.name.taken"));
			case "server_hostname_uq" ->
				Optional.of(FieldProblem.of("hostname", spec.hostname().value(), "servers.error.hostname.taken"));
			default -> Optional.empty();
		};
	}

}
