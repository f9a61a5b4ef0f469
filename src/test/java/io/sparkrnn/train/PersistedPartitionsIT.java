package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

class PersistedPartitionsIT {

  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e");

  @Test
  void givesEveryElementInOrder() {
    JavaRDD<String> words = kept(StorageLevel.MEMORY_AND_DISK());

    assertThat(new PersistedPartitions<>(words)).containsExactlyElementsOf(WORDS);
    assertThat(new PersistedPartitions<>(words)).as("again").containsExactlyElementsOf(WORDS);
    words.unpersist(true);
  }

  @Test
  void readsWhatIsKeptAsBytesToo() {
    JavaRDD<String> words = kept(StorageLevel.DISK_ONLY());

    assertThat(new PersistedPartitions<>(words)).containsExactlyElementsOf(WORDS);
    words.unpersist(true);
  }

  @Test
  void computesAnewWhatIsLost() {
    JavaRDD<String> words = kept(StorageLevel.MEMORY_AND_DISK());
    words.unpersist(true);

    assertThat(new PersistedPartitions<>(words)).containsExactlyElementsOf(WORDS);
  }

  /** Three partitions, one of them empty. */
  private static JavaRDD<String> kept(StorageLevel level) {
    JavaRDD<String> words =
        SparkForTests.context()
            .parallelize(WORDS, 2)
            .union(SparkForTests.context().parallelize(List.of(), 1))
            .persist(level);
    words.count();
    return words;
  }
}
