package io.sparkrnn.data.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of a pickle; one that holds ints only, as a review's ranks do, is kept unboxed. */
final class PickledList {

  private int[] ints = new int[8];
  private int size;
  private List<Object> objects = List.of();

  void add(Object item) {
    if (objects.isEmpty() && item instanceof Long number && number == number.intValue()) {
      if (size == ints.length) {
        ints = Arrays.copyOf(ints, size * 2);
      }
      ints[size++] = number.intValue();
      return;
    }
    if (objects.isEmpty()) {
      objects = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        objects.add((long) ints[i]);
      }
      ints = new int[0];
    }
    objects.add(item);
    size++;
  }

  int size() {
    return size;
  }

  boolean holdsInts() {
    return objects.isEmpty();
  }

  Object item(int index) {
    return holdsInts() ? (Object) (long) ints[index] : objects.get(index);
  }

  int[] toInts() {
    return Arrays.copyOf(ints, size);
  }
}
