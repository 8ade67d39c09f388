package io.dabba.benchmarks.bench.geo;

import java.util.Locale;
import java.util.function.Function;

/** The peers that run in this process, by the names their figures have. */
enum Peers {
  DABBA("Dabba", DabbaPeer::new),
  JTS_QUADTREE("JTS Quadtree", JtsQuadtreePeer::new),
  H3_MAPS("H3 cells in hash maps", H3MapsPeer::new),
  PH_TREE("PH-tree", PhTreePeer::new),
  TINSPIN_QUADTREE("tinspin quadtree", TinspinQuadtreePeer::new),
  S2("S2 point index", S2Peer::new),
  RTREE2("rtree2", RTree2Peer::new),
  FLAT_GRID("flat grid (the limit)", FlatGridPeer::new),
  HARNESS("nothing (the harness)", roster -> new NoPeer());

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // constructors and a lambda without state
  private final Function<Roster, Peer<?>> maker;

  Peers(String label, Function<Roster, Peer<?>> maker) {
    this.label = label;
    this.maker = maker;
  }

  /** The peer that knows the roster's riders. */
  Peer<?> enroll(Roster roster) {
    return maker.apply(roster);
  }

  /** For people. */
  String label() {
    return label;
  }

  /** For figures. */
  String figure() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can be what Dabba is held against: the limit and the harness answer no ids. */
  boolean isRival() {
    return switch (this) {
      case DABBA, FLAT_GRID, HARNESS -> false;
      default -> true;
    };
  }
}
