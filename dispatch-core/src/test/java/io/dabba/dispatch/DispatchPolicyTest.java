package io.dabba.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "offerTtl, PT0S",
    "offerTtl, PT-1S",
    "pickupLead, PT-1S",
    "roundInterval, PT0S",
    "refusalPause, PT0S",
    "radiusMeters, 0.0",
    "radiusMeters, -1.0",
    "radiusMeters, NaN",
    "radiusMeters, 10001.0",
    "radiusStepMeters, -1.0",
    "radiusStepMeters, NaN",
    "maxRadiusMeters, 100001.0",
    "candidates, 0",
    "candidates, 1001",
    "maxPositionAge, PT0S",
    "maxRounds, 0",
    "maxRounds, 100001",
    "giveUpAfter, PT0S",
    "windowSize, 0",
    "windowSize, 10001",
  })
  void badValue_isRefusedWithItsFieldAndValue(String field, String value) {
    assertThatThrownBy(() -> standardWith(field, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field + "=" + value);
  }

  @ParameterizedTest
  @CsvSource({
    "pickupLead, PT0S",
    "radiusMeters, 10000",
    "radiusStepMeters, 0",
    "maxRadiusMeters, 3000",
    "candidates, 1",
    "maxRounds, 1",
    "windowSize, 1",
  })
  void valueAtTheEdge_isTaken(String field, String value) {
    assertThatCode(() -> standardWith(field, value)).doesNotThrowAnyException();
  }

  @Test
  void radius_growsByTheStepUpToTheGreatest() {
    DispatchPolicy policy = DispatchPolicy.standard();

    assertThat(policy.radiusOf(0)).isEqualTo(3_000);
    assertThat(policy.radiusOf(1)).isEqualTo(3_500);
    assertThat(policy.radiusOf(14)).isEqualTo(10_000);
    assertThat(policy.radiusOf(100_000)).isEqualTo(10_000);
  }

  /** The standard policy with one field changed. */
  static DispatchPolicy standardWith(String field, String value) {
    try {
      RecordComponent[] components = DispatchPolicy.class.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getName().equals(field)
                ? parse(components[i].getType(), value)
                : components[i].getAccessor().invoke(DispatchPolicy.standard());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<DispatchPolicy> constructor = DispatchPolicy.class.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object parse(Class<?> type, String value) {
    if (type == Duration.class) {
      return Duration.parse(value);
    }
    return type == int.class ? (Object) Integer.valueOf(value) : Double.valueOf(value);
  }
}
