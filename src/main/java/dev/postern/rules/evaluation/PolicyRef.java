package dev.postern.rules.evaluation;

/**
 * Refers to a policy of a list.
 *
 * @param index its place in the list that was asked, from 0 on
 */
public record PolicyRef(int index, String name) {
}
