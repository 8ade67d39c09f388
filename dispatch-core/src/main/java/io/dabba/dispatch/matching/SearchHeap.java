package io.dabba.dispatch.matching;

import java.util.Arrays;

/**
 * Numbers by distance, the nearest first: a heap with four children a node over arrays, in which a
 * number can come nearer. Equal distances come in an order that depends on nothing but the calls.
 * Not thread-safe.
 */
final class SearchHeap {
  private static final int ABSENT = -1;

  private int[] numbers = {};
  private double[] distances = {};

  /** Where in the heap each number is. */
  private int[] positions = {};

  private int size;

  /** Empties it, for numbers from 0 up to the bound. */
  void reset(int bound) {
    clear();
    if (positions.length < bound) {
      numbers = new int[bound];
      distances = new double[bound];
      positions = new int[bound];
      Arrays.fill(positions, ABSENT);
    }
  }

  void clear() {
    while (size > 0) {
      positions[numbers[--size]] = ABSENT;
    }
  }

  /** The distance of the nearest, infinite if there is none. */
  double nearestDistance() {
    return size == 0 ? Double.POSITIVE_INFINITY : distances[0];
  }

  /** Puts a number in, or nearer than it is. */
  void put(int number, double distance) {
    int at = positions[number];
    if (at == ABSENT) {
      at = size++;
    }
    while (at > 0) {
      int parent = (at - 1) >> 2;
      if (distances[parent] <= distance) {
        break;
      }
      set(at, numbers[parent], distances[parent]);
      at = parent;
    }
    set(at, number, distance);
  }

  /** Takes the nearest out; there must be one. */
  int poll() {
    int nearest = numbers[0];
    positions[nearest] = ABSENT;
    size--;
    if (size > 0) {
      sink(numbers[size], distances[size]);
    }
    return nearest;
  }

  private void sink(int number, double distance) {
    int at = 0;
    for (int child = 1; child < size; child = 4 * at + 1) {
      int least = child;
      for (int other = child + 1, end = Math.min(child + 4, size); other < end; other++) {
        if (distances[other] < distances[least]) {
          least = other;
        }
      }
      if (distances[least] >= distance) {
        break;
      }
      set(at, numbers[least], distances[least]);
      at = least;
    }
    set(at, number, distance);
  }

  private void set(int at, int number, double distance) {
    numbers[at] = number;
    distances[at] = distance;
    positions[number] = at;
  }
}
