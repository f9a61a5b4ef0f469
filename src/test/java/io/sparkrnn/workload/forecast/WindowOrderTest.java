package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowOrderTest {

  private static final int[] WINDOWS = {1, 10, 1000, 7, 0, 333};

  @Test
  void a_series_is_in_its_own_order() {
    for (int window = 1; window < 1000; window++) {
      assertThat(WindowOrder.key(window, 1000, 3))
          .isGreaterThan(WindowOrder.key(window - 1, 1000, 3));
    }
  }

  @Test
  void the_first_windows_of_all_are_the_first_ones_of_each() {
    int total = Arrays.stream(WINDOWS).sum();
    for (int first = 0; first <= total; first += 13) {
      int[] counts = WindowOrder.firstOf(WINDOWS, first);

      assertThat(Arrays.stream(counts).sum()).isEqualTo(first);
      long last = Long.MIN_VALUE;
      long next = Long.MAX_VALUE;
      for (int series = 0; series < WINDOWS.length; series++) {
        if (counts[series] > 0) {
          last = Math.max(last, WindowOrder.key(counts[series] - 1, WINDOWS[series], series));
        }
        if (counts[series] < WINDOWS[series]) {
          next = Math.min(next, WindowOrder.key(counts[series], WINDOWS[series], series));
        }
      }
      assertThat(last).isLessThan(next);
    }
  }

  @Test
  void each_series_gives_its_share() {
    assertThat(WindowOrder.firstOf(new int[] {100, 1000}, 880)).containsExactly(80, 800);
  }
}
