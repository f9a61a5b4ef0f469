package io.sparkrnn.cli.evaluate;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Splits of a source that {@code --split} selects. The constants are the option's values. */
public enum EvaluatedSplit {
  test,
  train,
  all;

  /** Examples that are indexed separately from those of other portions. */
  public record Portion(JavaRDD<Example> examples, long count) {}

  /** Returns the examples: one portion, or two for {@code all}. */
  public List<Portion> of(PreparedData data) {
    Portion training = new Portion(data.train(), data.trainCount());
    Portion testing = new Portion(data.test(), data.testCount());
    return switch (this) {
      case test -> List.of(testing);
      case train -> List.of(training);
      case all -> List.of(training, testing);
    };
  }
}
