package dev.postern.ui;

/**
 * One condition of a filter in words.
 *
 * @param without the query of the same filter without it
 */
public record Chip(String text, String without) {
}
