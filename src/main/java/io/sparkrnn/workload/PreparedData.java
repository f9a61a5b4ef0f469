package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * Examples ready for training.
 *
 * @param train training examples, indexed 0 .. trainCount-1, validation among them
 * @param test test examples, indexed 0 .. testCount-1
 * @param assets what the model needs to be used on new data
 * @param start what a network may start from; empty: from random numbers alone
 * @param facts for people: what was read and what became of it
 * @param warnings for people: what they should know before they trust the result
 */
public record PreparedData(
    JavaRDD<Example> train,
    long trainCount,
    JavaRDD<Example> test,
    long testCount,
    List<Asset> assets,
    Optional<StartVectors> start,
    List<Fact> facts,
    List<String> warnings) {

  /** A name and its value. */
  public record Fact(String name, String value) {
    public Fact {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
    }
  }

  public PreparedData {
    requireNonNull(train, "train is null");
    requireNonNull(test, "test is null");
    assets = List.copyOf(assets);
    requireNonNull(start, "start is null");
    facts = List.copyOf(facts);
    warnings = List.copyOf(warnings);
  }
}
