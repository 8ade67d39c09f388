package io.dabba.benchmarks.bench.fence;

import io.dabba.geo.fence.FenceEvent;

/** An event of the tracker, at a second of the pass. */
record Seen(FenceEvent.Kind kind, int second) {}
