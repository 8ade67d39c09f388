package io.dabba.dispatch.matching;

import java.util.Arrays;

/**
 * The columns in reach of a search, the nearest first: a heap with four children a node over
 * arrays, in which a column can come nearer. Not thread-safe.
 */
final class ColumnHeap {
  private static final int ABSENT = -1;

  private int[] heap = {};
  private double[] distances = {};

  /** Where in the heap each column is. */
  private int[] positions = {};

  private int size;

  /** Empties it for so many columns. */
  void reset(int columns) {
    if (positions.length < columns) {
      heap = new int[columns];
      distances = new double[columns];
      positions = new int[columns];
      Arrays.fill(positions, ABSENT);
      size = 0;
    }
    clear();
  }

  void clear() {
    while (size > 0) {
      positions[heap[--size]] = ABSENT;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The distance of the nearest column, of which there must be one. */
  double nearestDistance() {
    return distances[0];
  }

  /** Puts a column in, or nearer than it is. */
  void put(int column, double distance) {
    int at = positions[column];
    if (at == ABSENT) {
      at = size++;
    }
    while (at > 0) {
      int parent = (at - 1) >> 2;
      if (distances[parent] <= distance) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    set(at, column, distance);
  }

  /** Takes the nearest column out. */
  int poll() {
    int nearest = heap[0];
    positions[nearest] = ABSENT;
    size--;
    if (size > 0) {
      sink(heap[size], distances[size]);
    }
    return nearest;
  }

  private void sink(int column, double distance) {
    int at = 0;
    while (true) {
      int child = 4 * at + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + 4, size);
      int least = child;
      for (int other = child + 1; other < end; other++) {
        if (distances[other] < distances[least]) {
          least = other;
        }
      }
      if (distances[least] >= distance) {
        break;
      }
      move(least, at);
      at = least;
    }
    set(at, column, distance);
  }

  private void move(int from, int to) {
    set(to, heap[from], distances[from]);
  }

  private void set(int at, int column, double distance) {
    heap[at] = column;
    distances[at] = distance;
    positions[column] = at;
  }
}
