package io.dabba.geo.fence;

import java.util.Optional;

/**
 * What a fix changed.
 *
 * @param state how the rider stands to the fence now: what the next fix needs
 * @param event what the fix made sure, if anything
 */
public record FenceUpdate(FenceState state, Optional<FenceEvent> event) {}
