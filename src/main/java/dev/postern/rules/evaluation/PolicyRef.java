package dev.postern.rules.evaluation;

/**
 * A policy that decides.
 *
 * @param index its place in the list that was asked, from 0 on
 */
public record PolicyRef(int index, String name) {
}
