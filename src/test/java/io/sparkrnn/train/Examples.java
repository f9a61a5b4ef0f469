package io.sparkrnn.train;

import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import io.sparkrnn.workload.ExampleMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Made-up examples, and shards of them. */
final class Examples {

  static final ExampleCodec CODEC = new ExampleCodec(ExampleMetadata.Decoder.NONE);

  /** The default of data.shuffle-window. */
  static final int WINDOW = 65_536;

  private Examples() {}

  /** Storage of shards of made-up examples: in memory. */
  static ShardStorage storage() {
    return new ShardStorage(CODEC, WINDOW, Storage.MEMORY, 100);
  }

  /** A shard in this process. */
  static Shard shard(int id, List<Example> examples) {
    return shard(id, examples, WINDOW, new ArrayList<>());
  }

  /**
   * A shard in this process.
   *
   * @param reads the blocks that were read, in this order
   */
  static Shard shard(int id, List<Example> examples, int window, List<Integer> reads) {
    // One of one shard, whatever its number.
    ShardLayout layout = ShardLayout.of(examples.size(), 1, window, 100);
    byte[][] rows = examples.stream().map(ExampleCodec::encode).toArray(byte[][]::new);
    Shard.Blocks blocks =
        new Shard.Blocks() {
          @Override
          public ExampleBlock read(int block) {
            reads.add(block);
            int from = block * layout.blockSize();
            return ExampleBlock.of(Arrays.copyOfRange(rows, from, from + layout.size(id, block)));
          }

          @Override
          public Optional<ExampleBlock> stored(int block) {
            return Optional.empty();
          }
        };
    return new Shard(UUID.randomUUID().toString(), id, layout, CODEC, blocks);
  }

  /** The examples of each shard. */
  static List<List<Example>> held(Shards shards) {
    return shards.flatMap(shard -> List.of(list(shard)).iterator()).collect();
  }

  /** The shards, in this process. */
  static List<Shard> collected(Shards shards) {
    List<List<Example>> held = held(shards);
    return IntStream.range(0, held.size()).mapToObj(id -> shard(id, held.get(id))).toList();
  }

  static List<Example> list(Shard shard) {
    List<Example> all = new ArrayList<>();
    shard.examples().forEachRemaining(all::add);
    return all;
  }

  /** Sequences of 6 ids below 30, half of them padded, with labels that can be learnt. */
  static List<Example> sequences(int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int padding = index % 4;
      float[] ids = new float[6];
      for (int step = padding; step < ids.length; step++) {
        ids[step] = 4 + (int) (Long.remainderUnsigned(Seeds.mix(index, step), 26));
      }
      examples.add(new Example(index, ids, new float[] {ids[5] < 17 ? 1 : 0}));
    }
    return examples;
  }
}
