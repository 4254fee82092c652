package dev.postern.servicetokens;

/**
 * Something that lets machines in by a service token.
 *
 * @param name how people call it
 * @param loginUser the account that machines log in to
 * @param address of its page
 */
public record TokenUse(String name, String hostname, String loginUser, String address) {
}
