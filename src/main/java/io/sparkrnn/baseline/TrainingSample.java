package io.sparkrnn.baseline;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.train.HoldOut;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Workload;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * Random sample of the training examples that fits in the memory of one task, in a fixed order.
 *
 * @param rule rule that divides training examples into training and validation split
 * @param training number of examples of the training split, which come first
 * @param validation number of examples of the validation split
 */
record TrainingSample(HoldOut rule, int training, int validation) implements Serializable {

  static final int MOST_TRAINING = 200_000;
  private static final int MOST_VALIDATION = 50_000;

  /** Most ids of all training examples: 160 MB in the memory of the task. */
  private static final int MOST_IDS = 40_000_000;

  /**
   * Returns the sample of a job.
   *
   * @param examples number of training and validation examples
   */
  static TrainingSample of(JobConfig job, Workload workload, long examples) {
    HoldOut rule = HoldOut.of(examples, job.data(), job.seed());
    long length = Math.max(1, workload.exampleSize().features());
    long most = Math.max(1, Math.min(MOST_TRAINING, MOST_IDS / length));
    return new TrainingSample(
        rule,
        (int) Math.min(rule.training(), most),
        (int) Math.min(rule.validation(), Math.min(MOST_VALIDATION, most)));
  }

  /** Returns a sample of the training split alone. */
  TrainingSample withoutValidation() {
    return new TrainingSample(rule, training, 0);
  }

  int size() {
    return training + validation;
  }

  /** Returns the position of an example in the sample; -1: it is not in it. */
  private int position(Example example) {
    long index = example.index();
    boolean trains = rule.trains(index);
    long position = trains ? rule.trainingPosition(index) : rule.validationPosition(index);
    if (position >= (trains ? training : validation)) {
      return -1;
    }
    return (int) position + (trains ? 0 : training);
  }

  /**
   * Returns what one task makes of the sample.
   *
   * @param row numbers of an example
   * @param function is given the rows in the sample's order
   * @param progress is increased with each row that the task has received
   */
  <T> T inOneTask(
      JavaRDD<Example> examples,
      Function<Example, int[]> row,
      Function<int[][], T> function,
      LongAccumulator progress) {
    return examples
        .filter(example -> position(example) >= 0)
        .mapToPair(example -> new Tuple2<>(position(example), row.call(example)))
        .partitionBy(new HashPartitioner(1))
        .mapPartitions(part -> List.of(function.call(inOrder(part, progress))).iterator())
        .collect()
        .get(0);
  }

  private int[][] inOrder(Iterator<Tuple2<Integer, int[]>> part, LongAccumulator progress) {
    int[][] rows = new int[size()][];
    int found = 0;
    while (part.hasNext()) {
      Tuple2<Integer, int[]> row = part.next();
      rows[row._1()] = row._2();
      found++;
      progress.add(1);
    }
    if (found != rows.length) {
      throw new IllegalStateException(
          "%,d examples for a linear model, expected %,d".formatted(found, rows.length));
    }
    return rows;
  }
}
