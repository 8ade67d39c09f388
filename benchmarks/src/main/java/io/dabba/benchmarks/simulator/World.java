package io.dabba.benchmarks.simulator;

/** What all simulated people share. */
record World(
    String run,
    ApiClient api,
    Sockets sockets,
    Agenda agenda,
    Tokens tokens,
    Chance chance,
    Behaviour behaviour,
    PlacedOrders orders,
    Tally tally) {

  DomainTime time() {
    return agenda.time();
  }

  /** The simulator's own name of an order, which is the same in every run, if it knows it. */
  String nameOf(String orderId) {
    return orders.find(orderId).map(known -> known.plan().id()).orElse(orderId);
  }
}
