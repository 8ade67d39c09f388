package io.dabba.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dabba.search.OpeningHours;
import io.dabba.search.OpeningHours.Interval;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursJsonTest {
  @Test
  void hours_areReadAsTheyWereWritten() {
    OpeningHours hours =
        new OpeningHours(
            List.of(
                new Interval(DayOfWeek.MONDAY, LocalTime.of(11, 0), LocalTime.of(15, 0)),
                new Interval(DayOfWeek.SUNDAY, LocalTime.of(22, 30), LocalTime.MIDNIGHT)));
    assertThat(HoursJson.write(hours))
        .isEqualTo(
            """
            [{"day":"MONDAY","from":"11:00","to":"15:00"},{"day":"SUNDAY","from":"22:30","to":"00:00"}]\
            """);
    assertThat(HoursJson.read(HoursJson.write(hours))).isEqualTo(hours);
    assertThat(HoursJson.read("[]")).isEqualTo(OpeningHours.ALWAYS);
  }

  @Test
  void whatIsNoHours_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> HoursJson.read("{}"));
  }
}
