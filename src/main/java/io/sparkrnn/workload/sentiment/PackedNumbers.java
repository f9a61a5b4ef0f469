package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.util.Arrays;

/** An array of non-negative integers, stored in two bytes each if all of them are below 65,536. */
final class PackedNumbers implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Holds the numbers if all fit in 16 bits, else is empty. */
  private final char[] narrow;

  /** Holds the numbers if not all fit in 16 bits, else is empty. */
  private final int[] wide;

  PackedNumbers(int[] numbers) {
    if (Arrays.stream(numbers).allMatch(number -> number <= Character.MAX_VALUE)) {
      wide = new int[0];
      narrow = new char[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        narrow[i] = (char) numbers[i];
      }
    } else {
      narrow = new char[0];
      wide = numbers;
    }
  }

  int get(int index) {
    return wide.length == 0 ? narrow[index] : wide[index];
  }

  int[] range(int from, int to) {
    int[] range = new int[to - from];
    for (int i = 0; i < range.length; i++) {
      range[i] = get(from + i);
    }
    return range;
  }
}
