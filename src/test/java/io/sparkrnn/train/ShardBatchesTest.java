package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.TrainingSettings.Batching;
import io.sparkrnn.train.ShardBatches.Tag;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ShardBatchesTest {

  private static final Shard SHARD = Examples.shard(3, Examples.sequences(23));

  @Test
  void giveEveryExampleOnceTheLastBatchBeingShort() {
    List<Tag> tags = tags(42, 1, RoundPlan.of(23, 5, 0), 0, SHARD);

    assertThat(tags).extracting(tag -> tag.indices().length).containsExactly(5, 5, 5, 5, 3);
    assertThat(tags).extracting(Tag::batch).containsExactly(0, 1, 2, 3, 4);
    assertThat(tags).allMatch(tag -> tag.epoch() == 1 && tag.round() == 0 && tag.shard() == 3);
    assertThat(indices(tags))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 23).boxed().toList());
  }

  @Test
  void areShuffledBySeedEpochAndShardAlone() {
    RoundPlan plan = RoundPlan.of(23, 5, 0);
    List<Long> order = indices(tags(42, 1, plan, 0, SHARD));

    assertThat(order).isNotEqualTo(LongStream.range(0, 23).boxed().toList());
    assertThat(indices(tags(42, 1, plan, 0, SHARD))).isEqualTo(order);
    assertThat(indices(tags(43, 1, plan, 0, SHARD))).isNotEqualTo(order);
    assertThat(indices(tags(42, 2, plan, 0, SHARD))).isNotEqualTo(order);
    assertThat(indices(tags(42, 1, plan, 0, Examples.shard(4, Examples.sequences(23)))))
        .isNotEqualTo(order);
  }

  @Test
  void areTheSameHoweverManyRoundsTheyAreCutInto() {
    List<Long> whole = indices(tags(42, 1, RoundPlan.of(23, 5, 0), 0, SHARD));
    RoundPlan plan = RoundPlan.of(23, 5, 2);

    List<Tag> cut = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      cut.addAll(tags(42, 1, plan, round, SHARD));
    }

    assertThat(plan.rounds()).isEqualTo(3);
    assertThat(indices(cut)).isEqualTo(whole);
    assertThat(cut).extracting(Tag::round).containsExactly(0, 1, 1, 2, 2);
    assertThat(cut).extracting(Tag::batch).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void holdTheExamplesThatTheirTagsName() {
    ShardBatches batches = batches(42, 1, RoundPlan.of(23, 5, 0), 0, SHARD);
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      assertThat(batch.getFeatures().toLongVector()).isEqualTo(tag(batch).indices());
    }
  }

  @Test
  void setTheSeedOfDropoutByPlaceAlone() {
    RoundPlan plan = RoundPlan.of(23, 5, 0);
    ShardBatches batches = batches(42, 1, plan, 0, SHARD);
    List<Long> draws = new ArrayList<>();
    while (batches.hasNext()) {
      batches.next();
      draws.add(Nd4j.getRandom().nextLong());
    }
    assertThat(draws).doesNotHaveDuplicates();

    // The same from another round that begins in the middle, and after other draws.
    ShardBatches second = batches(42, 1, RoundPlan.of(23, 5, 2), 1, SHARD);
    second.next();
    assertThat(Nd4j.getRandom().nextLong()).isEqualTo(draws.get(1));
    assertThat(Nd4j.getRandom().nextLong()).isNotEqualTo(draws.get(2));
    second.next();
    assertThat(Nd4j.getRandom().nextLong()).isEqualTo(draws.get(2));
  }

  @Test
  void drawForAMinibatchByPlaceAlone() {
    List<Long> draws = draws(42, 1, RoundPlan.of(23, 5, 0), 0, SHARD);

    assertThat(draws).hasSize(5).doesNotHaveDuplicates();
    assertThat(draws(42, 1, RoundPlan.of(23, 5, 2), 1, SHARD)).isEqualTo(draws.subList(1, 3));
    assertThat(draws(43, 1, RoundPlan.of(23, 5, 0), 0, SHARD)).doesNotContainAnyElementsOf(draws);
    assertThat(draws(42, 2, RoundPlan.of(23, 5, 0), 0, SHARD)).doesNotContainAnyElementsOf(draws);
    assertThat(draws(42, 1, RoundPlan.of(23, 5, 0), 0, Examples.shard(4, Examples.list(SHARD))))
        .doesNotContainAnyElementsOf(draws);
  }

  @Test
  void endWhereTheyEnd() {
    ShardBatches batches =
        batches(42, 1, RoundPlan.of(3, 5, 0), 0, Examples.shard(1, Examples.sequences(3)));
    batches.next();

    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("shard 1 has no further minibatch");
  }

  private static List<Tag> tags(long seed, int epoch, RoundPlan plan, int round, Shard shard) {
    List<Tag> tags = new ArrayList<>();
    batches(seed, epoch, plan, round, shard).forEachRemaining(batch -> tags.add(tag(batch)));
    return tags;
  }

  private static List<Long> indices(List<Tag> tags) {
    return tags.stream().flatMap(tag -> LongStream.of(tag.indices()).boxed()).toList();
  }

  private static Tag tag(DataSet batch) {
    return (Tag) batch.getExampleMetaData().get(0);
  }

  /** The first number that each minibatch is given to draw. */
  private static List<Long> draws(long seed, int epoch, RoundPlan plan, int round, Shard shard) {
    List<Long> draws = new ArrayList<>();
    Batcher drawing =
        new Batcher() {
          @Override
          public DataSet minibatch(List<Example> examples) {
            return indicesAsFeatures(examples);
          }

          @Override
          public DataSet trainingMinibatch(
              List<Example> examples, double progress, RandomGenerator random) {
            draws.add(random.nextLong());
            return minibatch(examples);
          }
        };
    batches(seed, epoch, plan, round, shard, drawing).forEachRemaining(batch -> {});
    return draws;
  }

  private static ShardBatches batches(
      long seed, int epoch, RoundPlan plan, int round, Shard shard) {
    return batches(seed, epoch, plan, round, shard, ShardBatchesTest::indicesAsFeatures);
  }

  private static ShardBatches batches(
      long seed, int epoch, RoundPlan plan, int round, Shard shard, Batcher batcher) {
    return new ShardBatches(
        new ShardBatches.Round(
            plan, Batching.SHUFFLED, Examples.WINDOW, seed, epoch, 0, round, 1, batcher),
        shard);
  }

  private static DataSet indicesAsFeatures(List<Example> examples) {
    float[] indices = new float[examples.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = examples.get(i).index();
    }
    return new DataSet(
        Nd4j.create(indices, new long[] {indices.length, 1}, 'c'), Nd4j.zeros(indices.length, 1));
  }
}
