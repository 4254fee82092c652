package dev.postern.grants;

/**
 * A grant that runs will end soon; published once, inside the transaction that notes it.
 */
public record GrantEndsSoon(Grant grant) {
}
