package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowOrderTest {

  private static final int[] WINDOWS = {1, 10, 1000, 7, 0, 333};

  @Test
  void aSeriesIsInItsOwnOrder() {
    for (int window = 1; window < 1000; window++) {
      assertThat(WindowOrder.key(window, 1000, 3))
          .isGreaterThan(WindowOrder.key(window - 1, 1000, 3));
    }
  }

  @Test
  void theFirstWindowsOfAllAreTheFirstOnesOfEach() {
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
  void eachSeriesGivesItsShare() {
    assertThat(WindowOrder.firstOf(new int[] {100, 1000}, 880)).containsExactly(80, 800);
  }
}
