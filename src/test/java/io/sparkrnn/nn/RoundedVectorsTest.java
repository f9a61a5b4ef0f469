package io.sparkrnn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of fewer bits than a float has. */
class RoundedVectorsTest {

  private enum Format {
    INTEGERS,
    FLOATS_8,
    FLOATS_16;

    FloatVector of(float[] values, int from, int count, long seed) {
      LongFunction<SplittableRandom> randoms = block -> new SplittableRandom(31 * seed + block);
      Weights vector = Weights.of(values);
      return switch (this) {
        case INTEGERS -> BlockIntegers.of(vector, from, count, randoms);
        case FLOATS_8 -> BlockFloats.of(vector, 1, from, count, randoms);
        case FLOATS_16 -> BlockFloats.of(vector, 2, from, count, randoms);
      };
    }

    /** The largest error of a value in a block with values of both signs. */
    double error(float value, float largest) {
      return switch (this) {
        case INTEGERS -> largest / 127;
        case FLOATS_8 -> Math.abs(value) / 4;
        case FLOATS_16 -> Math.abs(value) / 1024;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void areNearTheValues(Format format) {
    float[] values = values(1_003, 3);

    float[] rounded = floats(format.of(values, 0, values.length, 1));

    for (int i = 0; i < values.length; i++) {
      int block = i / FloatVector.BLOCK * FloatVector.BLOCK;
      float largest = 0;
      for (int k = block; k < Math.min(values.length, block + FloatVector.BLOCK); k++) {
        largest = Math.max(largest, Math.abs(values[k]));
      }
      assertThat((double) rounded[i])
          .isCloseTo(values[i], within(1.0001 * format.error(values[i], largest)));
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void haveTheValuesAsTheirMean(Format format) {
    float[] values = values(300, 2);
    int draws = 4_000;
    double[] sums = new double[values.length];
    for (int draw = 0; draw < draws; draw++) {
      float[] rounded = floats(format.of(values, 0, values.length, draw));
      for (int i = 0; i < values.length; i++) {
        sums[i] += rounded[i];
      }
    }
    for (int i = 0; i < values.length; i++) {
      // Half of the distance of two neighbours is the largest standard deviation; six of the
      // mean's.
      double deviation = format.error(values[i], 10) / 2 / Math.sqrt(draws);
      assertThat(sums[i] / draws).isCloseTo(values[i], within(6 * deviation));
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void dependOnTheSeedAndNotOnTheSlices(Format format) {
    float[] values = values(2_000, 4);

    float[] whole = floats(format.of(values, 0, values.length, 5));
    float[] part = floats(format.of(values, 512, 1_000, 5));

    assertThat(floats(format.of(values, 0, values.length, 5))).isEqualTo(whole);
    assertThat(floats(format.of(values, 0, values.length, 6))).isNotEqualTo(whole);
    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 512, 1_512));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void keepZerosAndTheLargestValue(Format format) {
    float[] values = new float[600];
    values[300] = -3;
    values[301] = -0.0f;

    float[] rounded = floats(format.of(values, 0, values.length, 1));

    values[301] = 0;
    assertThat(rounded).isEqualTo(values);
  }

  /** They would otherwise hide that training has diverged. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void areNaNInABlockThatIsNotFinite(float damage) {
    for (Format format : Format.values()) {
      float[] values = values(600, 1);
      values[300] = damage;

      float[] rounded = floats(format.of(values, 0, values.length, 1));

      for (int i = 0; i < values.length; i++) {
        boolean damaged = i / FloatVector.BLOCK == 1;
        assertThat(Float.isNaN(rounded[i])).as("%s %d", format, i).isEqualTo(damaged);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void takeSubnormalNumbers(Format format) {
    float[] values = {Float.MIN_VALUE, -3 * Float.MIN_VALUE, Float.MIN_NORMAL / 3};

    float[] rounded = floats(format.of(values, 0, values.length, 1));

    for (int i = 0; i < values.length; i++) {
      assertThat(rounded[i]).isCloseTo(values[i], within(Float.MIN_NORMAL / 4));
    }
  }

  /** Adam divides by the root of the second moment. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void floatsNeverBecomeZero(int width) {
    float[] values = {1e10f, 1e-30f, 3e-8f, 0, Float.MIN_VALUE};

    for (int seed = 0; seed < 100; seed++) {
      int own = seed;
      float[] rounded =
          floats(
              BlockFloats.of(Weights.of(values), width, 0, 5, block -> new SplittableRandom(own)));
      assertThat(rounded[1]).isPositive();
      assertThat(rounded[2]).isPositive();
      assertThat(rounded[3]).isZero();
      assertThat(rounded[4]).isPositive();
    }
  }

  @Test
  void tellTheirBytes() {
    float[] values = values(1_000, 1);

    assertThat(Format.INTEGERS.of(values, 0, 1_000, 1).bytes()).isEqualTo(1_000 + 4 * 4);
    assertThat(Format.FLOATS_8.of(values, 0, 1_000, 1).bytes()).isEqualTo(1_000 + 4 * 2);
    assertThat(Format.FLOATS_16.of(values, 0, 1_000, 1).bytes()).isEqualTo(2_000 + 4 * 2);
    assertThat(Weights.of(values).bytes()).isEqualTo(4_000);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void addUp(Format format) {
    float[] values = values(5_000, 2);
    FloatVector rounded = format.of(values, 0, values.length, 1);
    float[] sum = values(5_000, 3);
    float[] expected = sum.clone();
    float[] floats = floats(rounded);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 0.3f * floats[i];
    }

    rounded.addTo(sum, 0.3f);

    assertThat(sum).isEqualTo(expected);
  }

  /** Numbers of both signs and up to 10, some of them zero. */
  private static float[] values(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double size = Math.pow(10, random.nextInt(4) - 2);
      values[i] = i % 10 == 0 ? 0 : (float) (size * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  private static float[] floats(FloatVector vector) {
    float[] floats = new float[vector.length()];
    vector.copyTo(floats);
    return floats;
  }
}
