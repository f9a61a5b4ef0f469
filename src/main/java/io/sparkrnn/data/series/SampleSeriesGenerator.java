package io.sparkrnn.data.series;

import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generator of the embedded sample of time series, synthetic and equal on every machine. The series
 * are of three kinds in turn: a linear trend with an additive season of {@value #SEASON} steps;
 * exponential growth with a multiplicative season; and the chaotic logistic map, {@code x(t+1) = r
 * x(t) (1 - x(t))} (May, "Simple mathematical models with very complicated dynamics", 1976). All
 * have added noise.
 */
public final class SampleSeriesGenerator {

  /** Period of the seasons, in time steps. */
  public static final int SEASON = 12;

  /** Number of series. */
  static final int SERIES = 120;

  /** Number of time steps of each series. */
  static final int LENGTH = 168;

  private static final long SEED = 1976;

  /** The kinds of series; series {@code i} is of kind {@code i} modulo their number. */
  private static final List<String> KINDS = List.of("trend", "growth", "chaos");

  private SampleSeriesGenerator() {}

  /** Generates the rows of a series, numbered from 0. */
  static List<SourceRow> rows(int series) {
    String kind = KINDS.get(series % KINDS.size());
    String name = String.format(Locale.ROOT, "%03d-%s", series, kind);
    double[] values = values(kind, new SplittableRandom(SEED + series));
    List<SourceRow> rows = new ArrayList<>(LENGTH);
    for (int step = 0; step < LENGTH; step++) {
      rows.add(
          new Observation(
              "sample",
              (long) series * LENGTH + step + 1,
              name,
              new Timestamp(Timestamp.Kind.NUMBER, step),
              // Rounded to three decimals, as a table would hold it.
              List.of(Math.round(values[step] * 1000) / 1000.0)));
    }
    return rows;
  }

  private static double[] values(String kind, SplittableRandom random) {
    return switch (kind) {
      case "trend" -> trend(random);
      case "growth" -> growth(random);
      default -> chaos(random);
    };
  }

  private static double[] trend(SplittableRandom random) {
    double level = random.nextDouble(50, 500);
    double slope = random.nextDouble(0.5, 2) * (random.nextBoolean() ? 1 : -1);
    Season season = new Season(random, random.nextDouble(10, 40));
    double noise = random.nextDouble(1, 4);
    double[] values = new double[LENGTH];
    for (int step = 0; step < LENGTH; step++) {
      values[step] = level + slope * step + season.at(step) + noise * random.nextGaussian();
    }
    return values;
  }

  private static double[] growth(SplittableRandom random) {
    double level = random.nextDouble(20, 200);
    double rate = random.nextDouble(0.005, 0.015);
    Season season = new Season(random, random.nextDouble(0.1, 0.4));
    double noise = random.nextDouble(0.005, 0.02);
    double[] values = new double[LENGTH];
    for (int step = 0; step < LENGTH; step++) {
      values[step] =
          level
              * StrictMath.exp(rate * step)
              * (1 + season.at(step))
              * (1 + noise * random.nextGaussian());
    }
    return values;
  }

  private static double[] chaos(SplittableRandom random) {
    double rate = random.nextDouble(3.7, 4);
    double scale = random.nextDouble(1, 100);
    double state = random.nextDouble(0.1, 0.9);
    double[] values = new double[LENGTH];
    for (int step = 0; step < LENGTH; step++) {
      state = rate * state * (1 - state);
      values[step] = scale * (state + 0.005 * random.nextGaussian());
    }
    return values;
  }

  /** Sum of two sine waves, with the period of the season and with half of it. */
  private static final class Season {

    private final double first;
    private final double second;
    private final double firstPhase;
    private final double secondPhase;

    Season(SplittableRandom random, double amplitude) {
      first = amplitude;
      second = amplitude * random.nextDouble(0.2, 0.6);
      firstPhase = random.nextDouble(2 * Math.PI);
      secondPhase = random.nextDouble(2 * Math.PI);
    }

    double at(int step) {
      double angle = 2 * Math.PI * step / SEASON;
      // StrictMath gives the same bits on every processor.
      return first * StrictMath.sin(angle + firstPhase)
          + second * StrictMath.sin(2 * angle + secondPhase);
    }
  }
}
