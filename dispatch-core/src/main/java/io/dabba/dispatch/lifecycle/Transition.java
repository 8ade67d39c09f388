package io.dabba.dispatch.lifecycle;

/**
 * One row of a {@link Lifecycle}.
 *
 * @param cause what makes it happen, in a few words
 */
public record Transition<S extends Enum<S>>(S from, S to, String cause) {}
