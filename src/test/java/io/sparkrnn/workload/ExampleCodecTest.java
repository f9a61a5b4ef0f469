package io.sparkrnn.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleCodecTest {

  private static final ExampleCodec CODEC = new ExampleCodec(Scale::new);

  private record Scale(float[] encoded) implements ExampleMetadata {}

  @Test
  void restoresExamplesToTheBit() {
    float[] values = {0, 1, 65_535, 65_536, -1, 0.5f, -0f, Float.NaN, Float.MIN_VALUE, 1e30f};
    for (float value : values) {
      Example example = new Example(7, new float[] {3, value}, new float[] {value});

      Example restored = CODEC.decode(ExampleCodec.encode(example), 0);

      assertThat(restored.index()).isEqualTo(7);
      assertThat(bits(restored.features())).isEqualTo(bits(example.features()));
      assertThat(bits(restored.targets())).isEqualTo(bits(example.targets()));
      assertThat(restored.metadata()).isEmpty();
    }
  }

  @Test
  void keepsTargetsThatAreTheFeatures() {
    float[] pixels = {0.25f, 1};

    Example restored = CODEC.decode(ExampleCodec.encode(new Example(0, pixels, pixels)), 0);

    assertThat(restored.targets()).isSameAs(restored.features());
  }

  @Test
  void restoresMetadata() {
    Example example =
        new Example(
            1, new float[] {1}, new float[] {2}, Optional.of(new Scale(new float[] {3, 4})));

    Example restored = CODEC.decode(ExampleCodec.encode(example), 0);

    assertThat(restored.metadata().orElseThrow().encoded()).containsExactly(3, 4);
  }

  @Test
  void takesTwoBytesForAnId() {
    float[] ids = new float[200];
    ids[0] = 65_535;
    byte[] row = ExampleCodec.encode(new Example(0, ids, new float[] {1}));

    assertThat(row).hasSizeBetween(402, 432);
    ids[0] = 65_536;
    assertThat(ExampleCodec.encode(new Example(0, ids, new float[] {1}))).hasSizeBetween(802, 832);
  }

  @Test
  void readsARowAmongOthers() {
    byte[] first = ExampleCodec.encode(new Example(5, new float[] {1}, new float[] {0.5f}));
    byte[] second = ExampleCodec.encode(new Example(1L << 40, new float[] {2}, new float[] {1}));
    byte[] rows = ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();

    assertThat(ExampleCodec.index(rows, 0)).isEqualTo(5);
    assertThat(ExampleCodec.index(rows, first.length)).isEqualTo(1L << 40);
    assertThat(CODEC.decode(rows, first.length).features()).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 9_999, 0.1f, -0f, 70_000})
  void arraysAloneAreRestoredToTheBit(float value) {
    float[] values = {1, value};

    ByteBuffer bytes = ByteBuffer.wrap(CompactFloats.toBytes(values));

    assertThat(bits(CompactFloats.of(bytes))).isEqualTo(bits(values));
    assertThat(CompactFloats.of(ByteBuffer.wrap(CompactFloats.toBytes(new float[0])))).isEmpty();
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
