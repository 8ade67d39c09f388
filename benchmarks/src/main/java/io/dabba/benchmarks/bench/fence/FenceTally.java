package io.dabba.benchmarks.bench.fence;

import io.dabba.benchmarks.cli.Figures;
import io.dabba.geo.fence.FenceEvent;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a tracker made of the passes at one level of noise. */
final class FenceTally {
  private static final int DAY_SECONDS = 86_400;

  private final Histogram enterDelay = new Histogram(DAY_SECONDS, 3);
  private final Histogram exitDelay = new Histogram(DAY_SECONDS, 3);
  private long visits;
  private long missedWellInside;
  private long grazes;
  private long misses;
  private long detected;
  private long early;
  private long flaps;
  private long falseVisits;
  private long grazesEntered;

  /** Counts the events of a pass, in order. An event belongs to the latest approach begun. */
  void count(Pass pass, List<Approach> approaches, List<Seen> events) {
    countFlaps(pass, events);
    for (int i = 0; i < approaches.size(); i++) {
      int from = i == 0 ? 0 : approaches.get(i).from();
      int to = i + 1 == approaches.size() ? pass.seconds() : approaches.get(i + 1).from();
      count(
          approaches.get(i),
          events.stream().filter(e -> e.second() >= from && e.second() < to).toList());
    }
  }

  /** An exit and an enter between which nobody left are two flaps. */
  private void countFlaps(Pass pass, List<Seen> events) {
    int last = -1;
    for (Seen event : events) {
      if (event.kind() == FenceEvent.Kind.ENTER) {
        flaps += last >= 0 && !pass.leavesBetween(last, event.second()) ? 2 : 0;
        last = event.second();
      }
    }
  }

  private void count(Approach approach, List<Seen> events) {
    List<Seen> enters = events.stream().filter(e -> e.kind() == FenceEvent.Kind.ENTER).toList();
    List<Seen> exits = events.stream().filter(e -> e.kind() == FenceEvent.Kind.EXIT).toList();
    switch (approach.kind()) {
      case VISIT -> {
        visits++;
        if (!enters.isEmpty()) {
          detect(enterDelay, enters.getFirst().second() - approach.entered());
        }
        if (!exits.isEmpty()) {
          detect(exitDelay, exits.getLast().second() - approach.left());
        }
        if (approach.wellInside() >= Pass.STAY_SECONDS) {
          missedWellInside += (enters.isEmpty() ? 1 : 0) + (exits.isEmpty() ? 1 : 0);
        }
      }
      case GRAZE -> {
        grazes++;
        grazesEntered += enters.isEmpty() ? 0 : 1;
      }
      case MISS -> {
        misses++;
        falseVisits += enters.isEmpty() ? 0 : 1;
      }
      case CUT -> {}
    }
  }

  private void detect(Histogram delays, int seconds) {
    detected++;
    early += seconds < 0 ? 1 : 0;
    delays.recordValue(Math.max(0, seconds));
  }

  void put(String level, Figures figures) {
    long crossings = 2 * visits;
    Histogram delay = new Histogram(DAY_SECONDS, 3);
    delay.add(enterDelay);
    delay.add(exitDelay);
    figures.put("crossings_" + level, crossings);
    figures.put("detected_" + level, detected);
    figures.put("missed_" + level, crossings - detected);
    figures.put("missed_well_inside_" + level, missedWellInside);
    figures.put("early_" + level, early);
    figures.put("flaps_" + level, flaps);
    figures.put("flaps_per_crossing_" + level, (double) flaps / crossings);
    figures.put("near_misses_" + level, misses);
    figures.put("false_visits_" + level, falseVisits);
    figures.put("grazes_" + level, grazes);
    figures.put("grazes_entered_" + level, grazesEntered);
    put("delay", level, delay, figures);
    put("enter_delay", level, enterDelay, figures);
    put("exit_delay", level, exitDelay, figures);
  }

  private static void put(String name, String level, Histogram delay, Figures figures) {
    figures.put(name + "_mean_s_" + level, delay.getMean());
    figures.put(name + "_p95_s_" + level, delay.getValueAtPercentile(95));
    figures.put(name + "_max_s_" + level, delay.getMaxValue());
  }
}
