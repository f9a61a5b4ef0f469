package io.sparkrnn.cli;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Which examples of a source are scored; the names are those of {@code --split}. */
enum Part {
  test,
  train,
  all;

  /** Examples with indices of their own. */
  record Portion(JavaRDD<Example> examples, long count) {}

  /** The examples of this part, in one portion or two. */
  List<Portion> of(PreparedData data) {
    Portion training = new Portion(data.train(), data.trainCount());
    Portion testing = new Portion(data.test(), data.testCount());
    return switch (this) {
      case test -> List.of(testing);
      case train -> List.of(training);
      case all -> List.of(training, testing);
    };
  }
}
