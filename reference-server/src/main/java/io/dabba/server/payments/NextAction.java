package io.dabba.server.payments;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the customer has to do before a payment goes on.
 *
 * @param type such as {@code redirect} (3-D Secure, with a {@code url}) or {@code upi_collect}
 * @param details what an app needs for it, such as {@code url}; written beside the type
 */
public record NextAction(String type, @JsonAnyGetter @JsonAnySetter Map<String, String> details) {
  public NextAction {
    details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
  }
}
