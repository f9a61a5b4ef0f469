package io.sparkrnn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleBlockTest {

  private static Example example(int index, int length) {
    float[] features = new float[length];
    for (int i = 0; i < length; i++) {
      features[i] = index + i / 7f;
    }
    return new Example(index, features, new float[] {index % 2}, Optional.empty());
  }

  @Test
  void examplesOfAnySizeAreFoundAgain() {
    SplittableRandom random = new SplittableRandom(3);
    // Large, small and empty ones.
    Example[] examples =
        IntStream.range(0, 400)
            .mapToObj(
                index ->
                    example(
                        index,
                        switch (index % 5) {
                          case 0 -> 0;
                          case 1 -> 80_000 + random.nextInt(20_000);
                          default -> random.nextInt(5_000);
                        }))
            .toArray(Example[]::new);
    byte[][] rows = new byte[examples.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ExampleCodec.encode(examples[i]);
    }
    ExampleBlock block = ExampleBlock.of(rows);
    assertEquals(400, block.size());
    for (Example expected : examples) {
      int position = (int) expected.index();
      assertEquals(position, block.index(position));
      Example found = block.example(position, Examples.CODEC);
      assertEquals(position, found.index());
      assertArrayEquals(expected.features(), found.features());
      assertArrayEquals(expected.targets(), found.targets());
    }
  }

  @Test
  void aBlockMayBeEmpty() {
    assertEquals(0, ExampleBlock.of(new byte[0][]).size());
  }
}
