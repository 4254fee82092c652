package dev.postern.history.web;

import dev.postern.history.search.LoginGroup;

/**
 * A group of logins as people read it.
 *
 * @param address that of the list of its logins
 */
record GroupLine(LoginGroup group, String name, String address) {
}
