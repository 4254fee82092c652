package dev.postern.servers.todo;

/**
 * Something about a server that waits for an administrator.
 *
 * @param server how the server is called
 * @param code key of the text that says what it is
 * @param path where it is done
 */
public record ToDo(String server, String code, String path) {
}
