package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers from 0, in two bytes each where all of them are below 65,536. */
final class PackedNumbers implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One of them is empty. */
  private final char[] narrow;

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

  int get(int place) {
    return wide.length == 0 ? narrow[place] : wide[place];
  }

  int[] range(int from, int to) {
    int[] range = new int[to - from];
    for (int i = 0; i < range.length; i++) {
      range[i] = get(from + i);
    }
    return range;
  }
}
