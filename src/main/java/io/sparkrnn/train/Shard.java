package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The examples of one partition, held together in one object and in a fixed order. */
public final class Shard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final Example[] examples;

  Shard(int id, List<Example> examples) {
    this.id = id;
    this.examples = examples.toArray(new Example[0]);
  }

  public int id() {
    return id;
  }

  /** A view, however large the shard is: this is asked for once for each example of an epoch. */
  public List<Example> examples() {
    return Collections.unmodifiableList(Arrays.asList(examples));
  }
}
