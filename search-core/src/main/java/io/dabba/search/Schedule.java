package io.dabba.search;

import io.dabba.search.OpeningHours.Interval;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.DataOutput;

/** Hours and the zone they are of; most restaurants share theirs with many. */
record Schedule(OpeningHours hours, ZoneId zone) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  boolean isOpenAt(Instant moment) {
    return hours.isOpenAt(moment, zone);
  }

  /** Whether it is open at some moment of a short time, both ends of which count. */
  boolean isOpenWithin(Instant from, Instant to) {
    for (Instant at = from; at.isBefore(to); at = at.plus(MINUTE)) {
      if (isOpenAt(at)) {
        return true;
      }
    }
    return isOpenAt(to);
  }

  void write(DataOutput out) throws IOException {
    out.writeString(zone.getId());
    out.writeVInt(hours.intervals().size());
    for (Interval interval : hours.intervals()) {
      out.writeVInt(interval.begin());
      out.writeVInt(interval.minutes());
    }
  }

  static Schedule read(ByteArrayDataInput in) throws IOException {
    ZoneId zone = ZoneId.of(in.readString());
    int count = in.readVInt();
    if (count == 0) {
      return new Schedule(OpeningHours.ALWAYS, zone);
    }
    List<Interval> intervals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      intervals.add(Interval.ofMinutes(in.readVInt(), in.readVInt()));
    }
    return new Schedule(new OpeningHours(intervals), zone);
  }
}
