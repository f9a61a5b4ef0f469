package io.sparkrnn.data.numpy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** List in a pickle; a list of 32-bit integers only, such as word ranks, is stored unboxed. */
final class PickledList {

  private int[] ints = new int[8];
  private int size;
  private List<Object> objects = List.of();

  /** Appends an item; integers are {@code Long}. */
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

  /** Number of items. */
  int size() {
    return size;
  }

  /** Whether all items are 32-bit integers. */
  boolean holdsInts() {
    return objects.isEmpty();
  }

  /** Returns an item, from 0; integers are {@code Long}. */
  Object item(int index) {
    return holdsInts() ? (Object) (long) ints[index] : objects.get(index);
  }

  /** Returns a copy of the items; the list must hold only 32-bit integers. */
  int[] toInts() {
    return Arrays.copyOf(ints, size);
  }
}
