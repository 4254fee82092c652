package dev.postern.ui;

import java.util.List;

import dev.postern.identity.Role;

/**
 * A part of the portal that people find by the navigation.
 *
 * @param code names its text and says which one is open
 * @param roles who may open it: whoever has one of them
 */
record NavigationArea(String code, String path, List<Role> roles) {
}
