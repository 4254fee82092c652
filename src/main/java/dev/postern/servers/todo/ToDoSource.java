package dev.postern.servers.todo;

import java.util.List;

/** A room that knows of something to do; told on the home page until it is done. */
public interface ToDoSource {

	/** All that is open now, in one read. */
	List<ToDo> open();

}
