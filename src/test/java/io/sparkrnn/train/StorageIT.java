package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.DataSettings.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training from memory and from disk. */
class StorageIT {

  private static final int EXAMPLES = 203;

  @Test
  void parametersAreTheSameFromMemoryAndFromDisk() {
    for (String batching : List.of("shuffled", "bucketed")) {
      // Seven windows in each shard; rounds end within windows and minibatches reach over them.
      INDArray memory = train("memory", "16", batching);

      assertThat(train("disk", "16", batching)).isEqualTo(memory);
      assertThat(train("auto", "16", batching)).isEqualTo(memory);
      assertThat(train("disk", "65536", batching)).isEqualTo(train("memory", "65536", batching));
      assertThat(train("disk", "65536", batching)).isNotEqualTo(memory);
    }
  }

  private static INDArray train(String storage, String window, String batching) {
    TinyTraining training =
        TinyTraining.of(
            EXAMPLES,
            2,
            "data.storage=" + storage,
            "data.shuffle-window=" + window,
            "training.batching=" + batching,
            "training.batch-size=5",
            "averaging.every-batches=3");
    return training.run().network().params();
  }

  @Test
  void examplesGoToDiskIfMemoryHasNoAmpleRoom() {
    ShardStorage storage = new ShardStorage(Examples.CODEC, Examples.WINDOW, Storage.AUTO, 100);
    SparkContext context = SparkForTests.context().sc();

    assertThat(storage.level(context, EXAMPLES)).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    assertThat(storage.level(context, 1L << 40)).isEqualTo(StorageLevel.DISK_ONLY());
  }

  @Test
  void blocksLieWhereTheSettingSays() {
    for (Storage storage : List.of(Storage.MEMORY, Storage.DISK)) {
      Training training =
          TinyTraining.of(EXAMPLES, 2, "data.storage=" + storage.name().toLowerCase(Locale.ROOT))
              .training();
      List<Integer> before = stored().map(RDDInfo::id).toList();
      training.shards().load();
      List<RDDInfo> added = stored().filter(info -> !before.contains(info.id())).toList();
      training.release();

      assertThat(added).extracting(RDDInfo::name).containsExactly("training examples");
      assertThat(added.get(0).diskSize() > 0).isEqualTo(storage == Storage.DISK);
      assertThat(added.get(0).memSize() > 0).isEqualTo(storage == Storage.MEMORY);
    }
  }

  private static Stream<RDDInfo> stored() {
    return Arrays.stream(SparkForTests.context().sc().getRDDStorageInfo())
        .filter(info -> info.diskSize() + info.memSize() > 0);
  }
}
