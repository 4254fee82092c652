package dev.postern.ui.search;

/**
 * Something that was found.
 *
 * @param text what it is, in one sentence
 * @param address its page
 */
public record SearchHit(String title, String text, String address) {
}
