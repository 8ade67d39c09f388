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
}
