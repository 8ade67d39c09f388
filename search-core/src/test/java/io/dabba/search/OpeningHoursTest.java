package io.dabba.search;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.search.OpeningHours.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening hours, of ordinary weeks and of those in which the clock is changed. */
class OpeningHoursTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void noHoursAtAll_areAlways() {
    assertThat(OpeningHours.ALWAYS.isOpenAt(Instant.EPOCH, KOLKATA)).isTrue();
  }

  @Test
  void interval_hasItsFirstMinuteAndNotItsEnd() {
    OpeningHours hours = hours(MONDAY, "11:00", "15:00");
    assertThat(open(hours, "2026-11-23T10:59:59.999999")).isFalse();
    assertThat(open(hours, "2026-11-23T11:00")).isTrue();
    assertThat(open(hours, "2026-11-23T14:59:59.999999")).isTrue();
    assertThat(open(hours, "2026-11-23T15:00")).isFalse();
    assertThat(open(hours, "2026-11-24T12:00")).isFalse();
  }

  @Test
  void intervalOverMidnight_goesOnTheNextDay_fromSundayIntoMonday() {
    OpeningHours hours = hours(SUNDAY, "22:00", "02:00");
    assertThat(open(hours, "2026-11-22T23:00")).isTrue();
    assertThat(open(hours, "2026-11-23T01:59")).isTrue();
    assertThat(open(hours, "2026-11-23T02:00")).isFalse();
    assertThat(open(hours, "2026-11-22T01:00")).isFalse();
    assertThat(open(hours(SATURDAY, "20:00", "00:00"), "2026-11-22T00:00")).isFalse();
  }

  @Test
  void midnightToMidnight_isTheWholeDay() {
    OpeningHours hours = hours(MONDAY, "00:00", "00:00");
    assertThat(open(hours, "2026-11-22T23:59")).isFalse();
    assertThat(open(hours, "2026-11-23T00:00")).isTrue();
    assertThat(open(hours, "2026-11-23T23:59")).isTrue();
    assertThat(open(hours, "2026-11-24T00:00")).isFalse();
  }

  @Test
  void hourThatIsRepeated_countsBothTimes() {
    // 03:00 is 02:00 again, at 01:00 UTC
    OpeningHours hours = hours(SUNDAY, "02:00", "02:30");
    assertThat(hours.isOpenAt(Instant.parse("2026-10-25T00:10:00Z"), BERLIN)).isTrue();
    assertThat(hours.isOpenAt(Instant.parse("2026-10-25T00:40:00Z"), BERLIN)).isFalse();
    assertThat(hours.isOpenAt(Instant.parse("2026-10-25T01:10:00Z"), BERLIN)).isTrue();
    assertThat(hours.isOpenAt(Instant.parse("2026-10-25T01:40:00Z"), BERLIN)).isFalse();
  }

  @Test
  void hourThatIsSkipped_neverComes_andWhatBeganInItIsOpenAfterIt() {
    // 02:00 is 03:00 at 01:00 UTC
    Instant three = Instant.parse("2026-03-29T01:00:00Z");
    assertThat(hours(SUNDAY, "02:00", "03:00").isOpenAt(three, BERLIN)).isFalse();
    assertThat(hours(SUNDAY, "02:00", "03:00").isOpenAt(three.minusSeconds(1), BERLIN)).isFalse();
    assertThat(hours(SUNDAY, "02:30", "05:00").isOpenAt(three, BERLIN)).isTrue();
    assertThat(hours(SUNDAY, "01:00", "02:30").isOpenAt(three, BERLIN)).isFalse();
  }

  /** Zones whose clock changes by an hour, by half of one, at midnight, or over a whole day. */
  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata,        2026-11-20",
    "Europe/Berlin,       2026-03-26",
    "Europe/Berlin,       2026-10-22",
    "America/New_York,    2026-03-05",
    "America/New_York,    2026-10-29",
    "Australia/Lord_Howe, 2026-04-02",
    "Australia/Lord_Howe, 2026-10-01",
    "Asia/Kathmandu,      1985-12-29",
    "America/Havana,      2026-03-05",
    "Asia/Beirut,         2026-03-26",
    "Pacific/Apia,        2011-12-27"
  })
  void anyHours_areAsTheMinutesOfEachDaySay(String zoneId, LocalDate from) {
    ZoneId zone = ZoneId.of(zoneId);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      OpeningHours hours = new OpeningHours(randomIntervals(random));
      Instant begin = from.atStartOfDay(zone).toInstant();
      for (int minute = 0; minute < 8 * 24 * 60; minute++) {
        Instant moment = begin.plusSeconds(60L * minute + random.nextInt(60));
        assertThat(hours.isOpenAt(moment, zone))
            .as("seed=%d moment=%s hours=%s", seed, moment, hours)
            .isEqualTo(openByTheCalendar(hours, moment, zone));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MONDAY,11:00,15:00, MONDAY,14:59,16:00",
    "MONDAY,11:00,15:00, MONDAY,11:00,15:00",
    "MONDAY,22:00,02:00, TUESDAY,01:00,03:00",
    "MONDAY,00:00,00:00, MONDAY,12:00,13:00",
    "SUNDAY,22:00,02:00, MONDAY,01:59,03:00",
    "SUNDAY,00:00,00:00, SATURDAY,12:00,00:01"
  })
  void hoursThatOverlap_areRefused(
      DayOfWeek day, String from, String to, DayOfWeek day2, String from2, String to2) {
    List<Interval> both = new ArrayList<>();
    both.add(interval(day, from, to));
    both.add(interval(day2, from2, to2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpeningHours(both))
        .withMessageContaining("overlap");
    Collections.reverse(both);
    assertThatIllegalArgumentException().isThrownBy(() -> new OpeningHours(both));
  }

  @Test
  void hoursThatTouch_areNot() {
    List<Interval> all =
        IntStream.range(0, 7)
            .mapToObj(day -> interval(DayOfWeek.of(day + 1), "10:00", "09:00"))
            .toList();
    assertThat(new OpeningHours(all).intervals()).hasSize(7);
    List<Interval> touching =
        List.of(interval(MONDAY, "22:00", "02:00"), interval(TUESDAY, "02:00", "03:00"));
    assertThat(new OpeningHours(touching).intervals()).hasSize(2);
  }

  @Test
  void intervalThatIsEmpty_orWithinAMinute_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(MONDAY, "09:00", "09:00"))
        .withMessageContaining("to=09:00");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(MONDAY, "09:00:30", "10:00"))
        .withMessageContaining("from=09:00:30");
  }

  @Test
  void moreThanFiftyIntervals_areRefused() {
    List<Interval> many =
        IntStream.range(0, 51)
            .mapToObj(i ->
                new Interval(
                    DayOfWeek.of(i / 10 + 1),
                    LocalTime.of(2 * (i % 10), 0),
                    LocalTime.of(2 * (i % 10) + 1, 0)))
            .toList();
    assertThat(new OpeningHours(many.subList(0, 50)).intervals()).hasSize(50);
    assertThatIllegalArgumentException().isThrownBy(() -> new OpeningHours(many));
  }

  /**
   * By dates and not by minutes of the week: the interval of today, or what is left of last day.
   */
  private static boolean openByTheCalendar(OpeningHours hours, Instant moment, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(moment);
    LocalDateTime wall = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, offset);
    for (Interval interval : hours.intervals()) {
      for (int daysAgo = 0; daysAgo <= 1; daysAgo++) {
        LocalDate day = wall.toLocalDate().minusDays(daysAgo);
        LocalDateTime from = day.atTime(interval.from());
        LocalDateTime to = day.atTime(interval.to());
        if (!to.isAfter(from)) {
          to = to.plusDays(1);
        }
        if (day.getDayOfWeek() == interval.day() && !wall.isBefore(from) && wall.isBefore(to)) {
          return true;
        }
      }
    }
    return hours.intervals().isEmpty();
  }

  /** Those of a random list that do not overlap, found by marking minutes. */
  private static List<Interval> randomIntervals(Random random) {
    boolean[] taken = new boolean[7 * 1440];
    List<Interval> kept = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int day = random.nextInt(7);
      int from = random.nextInt(1440);
      int length = random.nextBoolean() ? 1 + random.nextInt(1439) : 1 + random.nextInt(240);
      int[] minutes =
          IntStream.range(0, length).map(m -> (day * 1440 + from + m) % (7 * 1440)).toArray();
      if (IntStream.of(minutes).noneMatch(m -> taken[m])) {
        IntStream.of(minutes).forEach(m -> taken[m] = true);
        kept.add(
            new Interval(
                DayOfWeek.of(day + 1),
                LocalTime.ofSecondOfDay(60L * from),
                LocalTime.ofSecondOfDay(60L * ((from + length) % 1440))));
      }
    }
    return kept;
  }

  private static boolean open(OpeningHours hours, String local) {
    return hours.isOpenAt(LocalDateTime.parse(local).atZone(KOLKATA).toInstant(), KOLKATA);
  }

  private static OpeningHours hours(DayOfWeek day, String from, String to) {
    return new OpeningHours(List.of(interval(day, from, to)));
  }

  private static Interval interval(DayOfWeek day, String from, String to) {
    return new Interval(day, LocalTime.parse(from), LocalTime.parse(to));
  }
}
