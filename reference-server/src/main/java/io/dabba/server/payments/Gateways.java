package io.dabba.server.payments;

import java.util.List;
import java.util.Optional;

/** The gateways that a server has. */
public record Gateways(List<PaymentGateway> all) {
  public Optional<PaymentGateway> find(String method) {
    return all.stream().filter(g -> g.knows(method)).findFirst();
  }

  public Optional<PaymentGateway> byName(String name) {
    return all.stream().filter(g -> g.name().equals(name)).findFirst();
  }
}
