package io.dabba.server.scheduling;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Work on many things of one kind, each at one node of the cluster at a time, and run when {@link
 * ScheduledWork#wake} says so or it said itself that it would come again. A {@link Job}'s rule of
 * repetition holds for each.
 *
 * @param name what it is called in {@code scheduled_tasks}
 * @param work does what is due of the thing with the given id; says after how long it is to come
 *     again by itself, or with empty that there is no such thing any more
 * @param isDue whether something of the thing is due now; asked after each run, so that a wake that
 *     fell into the run is not lost
 */
public record Errand(
    String name, Function<String, Optional<Duration>> work, Predicate<String> isDue) {}
