package io.dabba.dispatch;

import io.dabba.dispatch.matching.Planning;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Policies as a test wants to see them. */
public final class Policies {
  private Policies() {}

  /** The standard policy but for some fields, each as {@code "field=value"}. */
  public static DispatchPolicy standardBut(String... changes) {
    Map<String, String> changed = new HashMap<>();
    for (String change : changes) {
      String[] fieldAndValue = change.split("=", 2);
      changed.put(fieldAndValue[0], fieldAndValue[1]);
    }
    try {
      RecordComponent[] fields = DispatchPolicy.class.getRecordComponents();
      Object[] values = new Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        String value = changed.remove(fields[i].getName());
        values[i] =
            value == null
                ? fields[i].getAccessor().invoke(DispatchPolicy.standard())
                : parse(fields[i].getType(), value);
      }
      if (!changed.isEmpty()) {
        throw new IllegalArgumentException("the policy has no " + changed.keySet());
      }
      Class<?>[] types =
          Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return DispatchPolicy.class.getDeclaredConstructor(types).newInstance(values);
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
    if (type == Planning.class) {
      throw new IllegalArgumentException("planning has values of its own");
    }
    if (type == AskAgain.class) {
      return AskAgain.valueOf(value);
    }
    return type == int.class ? (Object) Integer.valueOf(value) : Double.valueOf(value);
  }
}
