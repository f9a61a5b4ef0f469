package io.sparkrnn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.sentiment.BinaryTestMetrics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedCountsTest {

  /**
   * The two examples of M. W. Fagerland, S. Lydersen and P. Laake, "Recommended tests and
   * confidence intervals for paired binomial proportions", Statistics in Medicine 33 (2014): airway
   * hyper-responsiveness (Bentur 2009) and complete response (Cavo 2012).
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 7, 12, -0.2857, -0.5069, -0.0256, 0.0703",
    "59, 6, 16, 80, -0.0621, -0.1186, -0.0046, 0.0525"
  })
  void agreesWithPublishedExamples(
      long both,
      long first,
      long second,
      long none,
      double difference,
      double low,
      double high,
      double p) {
    PairedCounts counts = new PairedCounts(both, first, second, none);

    assertThat(counts.difference()).isCloseTo(difference, within(5e-5));
    assertThat(counts.interval().low()).isCloseTo(low, within(5e-5));
    assertThat(counts.interval().high()).isCloseTo(high, within(5e-5));
    assertThat(counts.pValue()).isCloseTo(p, within(5e-5));
  }

  /** Wilson's intervals of statsmodels 0.15.0, squared and added in Python. */
  @ParameterizedTest
  @CsvSource({
    "20640, 910, 1010, 2440, -0.00743852986905939, -0.0005638391658607227",
    "20000, 1300, 1000, 2700, 0.008243598198890189, 0.0157614995822117",
    "43, 0, 1, 0, -0.11807709698213287, 0.05971800835089891",
    "0, 7, 5, 0, -0.3609773749009005, 0.613479372682487",
    "10, 10, 0, 0, 0.2426236101139987, 0.7007019918017877",
    "5, 0, 0, 0, -0.43448246478317476, 0.43448246478317476",
    "0, 0, 0, 5, -0.43448246478317476, 0.43448246478317476"
  })
  void hasTheIntervalOfAnotherImplementation(
      long both, long first, long second, long none, double low, double high) {
    PairedCounts counts = new PairedCounts(both, first, second, none);
    PairedCounts mirrored = new PairedCounts(both, second, first, none);

    assertThat(counts.interval().low()).isCloseTo(low, within(1e-12));
    assertThat(counts.interval().high()).isCloseTo(high, within(1e-12));
    assertThat(mirrored.interval().low()).isCloseTo(-high, within(1e-12));
    assertThat(mirrored.interval().high()).isCloseTo(-low, within(1e-12));
  }

  /** The p-values are of scipy 1.17.1, {@code binomtest(min(b, c), b + c)}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 0, 1",
    "3, 3, 1",
    "4, 3, 1",
    "10, 2, 0.03857421875",
    "59, 121, 4.4344492637551645e-06",
    "1500, 1300, 0.00016841162264376235",
    "12000, 11000, 4.451206751481075e-11",
    "20000, 18000, 1.1007529278209923e-24",
    "30000, 10000, 0"
  })
  void hasThePValueOfAnotherImplementation(long first, long second, double p) {
    assertThat(new PairedCounts(9, first, second, 9).pValue())
        .isEqualTo(new PairedCounts(0, second, first, 0).pValue())
        .isCloseTo(p, Percentage.withPercentage(1e-6));
  }

  @Test
  void sumsTheBinomialTailExactly() {
    for (int pairs = 1; pairs <= 60; pairs++) {
      for (int first = 0; first <= pairs; first++) {
        assertThat(new PairedCounts(0, first, pairs - first, 0).pValue())
            .as("%d of %d", first, pairs)
            .isCloseTo(tail(first, pairs), Percentage.withPercentage(1e-9));
      }
    }
    assertThat(new PairedCounts(0, 2900, 3100, 0).pValue())
        .isCloseTo(tail(2900, 6000), Percentage.withPercentage(1e-8));
  }

  /** In whole numbers: twice the tail's share of the 2^n ways in which n coins can fall. */
  private static double tail(int first, int pairs) {
    BigInteger ways = BigInteger.ONE;
    BigInteger sum = BigInteger.ONE;
    for (int k = 1; k <= Math.min(first, pairs - first); k++) {
      ways = ways.multiply(BigInteger.valueOf(pairs - k + 1)).divide(BigInteger.valueOf(k));
      sum = sum.add(ways);
    }
    BigDecimal share =
        new BigDecimal(sum.shiftLeft(1))
            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(pairs)), MathContext.DECIMAL64);
    return Math.min(1, share.doubleValue());
  }

  @Test
  void pairsAnswersByIndexInWhateverOrderTheyCame() {
    BinaryTestMetrics first = answers(new int[] {3, 0, 1, 2, 4}, "tftft", "ttfff");
    BinaryTestMetrics second = answers(new int[] {0, 1, 2, 3, 4}, "ftftt", "ttttt");

    PairedCounts counts = PairedCounts.of(first, second);

    // Right: the first on 3 and 2, the second on 1, 3 and 4.
    assertThat(counts).isEqualTo(new PairedCounts(1, 1, 2, 1));
    assertThat(counts.firstRight()).isEqualTo(2);
    assertThat(counts.secondRight()).isEqualTo(3);
    assertThat(counts.difference()).isEqualTo(-0.2);
    assertThat(counts.plus(counts)).isEqualTo(new PairedCounts(2, 2, 4, 2));
    assertThat(PairedCounts.NONE.plus(counts)).isEqualTo(counts);
  }

  @Test
  void refusesAnswersToOtherExamples() {
    ClassifierMetrics five = answers(new int[] {0, 1, 2, 3, 4}, "ttttt", "ttttt");

    assertThatThrownBy(() -> PairedCounts.of(five, answers(new int[] {0, 1}, "tt", "tt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("one model has predictions for 5 examples and the other for 2");
    assertThatThrownBy(
            () -> PairedCounts.of(five, answers(new int[] {0, 1, 2, 3, 5}, "ttttt", "ttttt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("example 4 with label 1", "example 5 with label 1", "data change");
    assertThatThrownBy(
            () -> PairedCounts.of(five, answers(new int[] {0, 1, 2, 3, 4}, "ttftt", "ttttt")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("example 2 with label 1", "example 2 with label 0");
    assertThatThrownBy(() -> new PairedCounts(1, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  /** Metrics of examples with labels and answers of t (1) and f (0). */
  private static BinaryTestMetrics answers(int[] indices, String labels, String given) {
    BinaryTestMetrics metrics = new BinaryTestMetrics();
    for (int i = 0; i < indices.length; i++) {
      metrics.add(
          indices[i],
          new float[] {labels.charAt(i) == 't' ? 1 : 0},
          new float[] {given.charAt(i) == 't' ? 0.9f : 0.1f});
    }
    return metrics;
  }
}
