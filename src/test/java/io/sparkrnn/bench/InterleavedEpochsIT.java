package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterleavedEpochsIT {

  @Test
  void trainingsTakeTurnsAnEpochEach() {
    JobConfig config =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(
                List.of(),
                List.of(
                    "text.vocabulary-size=1000",
                    "text.length=20",
                    "model.embedding-size=4",
                    "model.hidden-size=5",
                    "training.batch-size=8",
                    "data.validation.fraction=0"))
            .job();
    Workload workload = Workloads.create(config, SparkForTests.context().hadoopConfiguration());
    BenchSettings effort = new BenchSettings(2, 0, 0, 0, 1, 0, 64, 1, 0, 0);
    BenchData data = BenchData.synthetic(SparkForTests.session(), config, effort);
    data.train().count();
    Set<Integer> kept = Set.copyOf(SparkForTests.context().getPersistentRDDs().keySet());
    List<String> heard = new ArrayList<>();

    InterleavedEpochs turns = new InterleavedEpochs(SparkForTests.context(), config, 3);
    turns.add(Quantity.EPOCH, workload, data, 2, () -> heard.add("two"));
    turns.add(Quantity.EPOCH_ONE_REPLICA, workload, data, 1, () -> heard.add("one"));
    Map<Quantity, Rates> rates = turns.measure();

    assertThat(heard).containsExactly("two", "one", "two", "one", "two", "one");
    assertThat(rates).containsOnlyKeys(Quantity.EPOCH, Quantity.EPOCH_ONE_REPLICA);
    assertThat(rates.values())
        .allSatisfy(one -> assertThat(one.all()).hasSize(3).allMatch(rate -> rate > 0));
    // The shards of both are given back.
    assertThat(SparkForTests.context().getPersistentRDDs().keySet()).isSubsetOf(kept);
  }
}
