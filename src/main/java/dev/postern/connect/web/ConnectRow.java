package dev.postern.connect.web;

import java.time.Instant;

import dev.postern.connect.MyServer;
import org.jspecify.annotations.Nullable;

/**
 * One of a person's servers on the page.
 *
 * @param usedAt when the person last came in; {@code null} when no such login is known
 */
record ConnectRow(MyServer server, boolean favourite, @Nullable Instant usedAt) {
}
