package dev.postern.rules;

import dev.postern.kernel.EmailAddress;

/** What Postern knows of a person who asks for access. All else shows at the login. */
public record Identity(EmailAddress email) {
}
