package dev.postern.connect.ports;

import java.util.List;

import dev.postern.servers.todo.ToDo;
import dev.postern.servers.todo.ToDoSource;

import org.springframework.stereotype.Component;

/** Reminds administrators of servers whose port 22 is open. */
@Component
class OpenPorts implements ToDoSource {

	private final PortChecks checks;

	OpenPorts(PortChecks checks) {
		this.checks = checks;
	}

	@Override
	public List<ToDo> open() {
		return this.checks.ports()
			.stream()
			.filter((port) -> port.state() == PortState.OPEN)
			.map((port) -> new ToDo(port.server().spec().name(), "connect.ports.todo",
					"/servers/%s/port-22".formatted(port.server().id())))
			.toList();
	}

}
