package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Examples ready for training.
 *
 * @param train training examples, indexed 0 .. trainCount-1, including those for validation
 * @param trainCount number of training examples
 * @param test test examples, indexed 0 .. testCount-1
 * @param testCount number of test examples
 * @param unlabeled examples without a target that the network is trained on as well, indexed 0 ..
 *     unlabeledCount-1; a teacher tells their targets
 * @param unlabeledCount number of those examples
 * @param assets files that the model needs to be used on new data
 * @param start pretrained vectors for the network's embedding; empty if it is initialized randomly
 * @param facts descriptions of the data for the report, such as its source and its counts
 * @param warnings problems with the data that may make the result less reliable
 */
public record PreparedData(
    JavaRDD<Example> train,
    long trainCount,
    JavaRDD<Example> test,
    long testCount,
    JavaRDD<Example> unlabeled,
    long unlabeledCount,
    List<Asset> assets,
    Optional<PretrainedEmbedding> start,
    List<Fact> facts,
    List<String> warnings) {

  /** A name and its value, as a report shows them. */
  public record Fact(String name, String value) {
    public Fact {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
    }
  }

  public PreparedData {
    requireNonNull(train, "train is null");
    requireNonNull(test, "test is null");
    requireNonNull(unlabeled, "unlabeled is null");
    assets = List.copyOf(assets);
    requireNonNull(start, "start is null");
    facts = List.copyOf(facts);
    warnings = List.copyOf(warnings);
  }

  /** Creates data without unlabeled examples. */
  public PreparedData(
      JavaRDD<Example> train,
      long trainCount,
      JavaRDD<Example> test,
      long testCount,
      List<Asset> assets,
      Optional<PretrainedEmbedding> start,
      List<Fact> facts,
      List<String> warnings) {
    this(
        train,
        trainCount,
        test,
        testCount,
        JavaSparkContext.fromSparkContext(train.context()).emptyRDD(),
        0,
        assets,
        start,
        facts,
        warnings);
  }

  /** Returns this data without test examples, for what must not see them. */
  public PreparedData withoutTest() {
    JavaRDD<Example> none = JavaSparkContext.fromSparkContext(train.context()).emptyRDD();
    return new PreparedData(
        train, trainCount, none, 0, unlabeled, unlabeledCount, assets, start, facts, warnings);
  }
}
