package io.sparkrnn.baseline;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.BagOfIds;
import io.sparkrnn.workload.Distillation;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.NgramFeatures;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Teacher;
import io.sparkrnn.workload.Workload;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Teacher of a text classifier: logistic regression with naive Bayes weights on the n-grams of the
 * ids that the network reads.
 *
 * <p>Source: S. Wang and C. Manning, "Baselines and bigrams: simple, good sentiment and topic
 * classification", ACL 2012.
 *
 * <p>As with the {@link LinearBaseline}, one task trains it, on a random sample in a fixed order.
 * The driver holds its n-grams and coefficients, and executors receive them once.
 */
public final class NgramTeacher implements Teacher {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(NgramTeacher.class);

  /** Most coefficients: 4 MB, and 4 MB of n-grams. */
  private static final int MOST_COEFFICIENTS = 1 << 19;

  /** Least number of examples with an n-gram: one that stands in a single example tells nothing. */
  private static final int LEAST_EXAMPLES = 2;

  /** Most n-grams that are sorted at once. */
  private static final int SORTED_AT_ONCE = 8_000_000;

  /**
   * Bytes for each of those: a key in an array that doubles and in its copy, and, for every second
   * one, a key and a count in arrays that double.
   */
  private static final int SORTED_BYTES = 3 * Long.BYTES + Long.BYTES + Integer.BYTES;

  /** Copies of the coefficients that training needs: those of {@link Lbfgs}, scales and counts. */
  private static final int COPIES = 30;

  /** Name of the accumulator that shows the progress of the training. */
  private static final String PROGRESS = "steps of the teacher";

  private final NgramFeatures features;

  /** Keys of the n-grams that have coefficients, in ascending order. */
  private final long[] ngrams;

  private final LinearModel model;

  private NgramTeacher(NgramFeatures features, long[] ngrams, LinearModel model) {
    this.features = features;
    this.ngrams = ngrams;
    this.model = model;
  }

  /**
   * Trains a teacher on the training split of a job.
   *
   * @param job settings, whose validation split the teacher never sees
   */
  public static NgramTeacher train(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      PreparedData data,
      Distillation settings) {
    context.setJobGroup("spark-rnn", "training the teacher");
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    TrainingSample sample = TrainingSample.of(job, workload, data.trainCount()).withoutValidation();
    NgramFeatures features = settings.features();
    double strength = settings.inverseRegularization();
    NgramTeacher teacher =
        sample.inOneTask(
            data.train(),
            example -> row(example, features),
            rows -> fit(rows, features, strength, () -> progress.add(1)),
            progress);
    LOG.info(
        "The teacher: logistic regression on {} n-grams of up to {} words, trained on {} examples",
        "%,d".formatted(teacher.ngrams.length),
        features.longest(),
        "%,d".formatted(sample.size()));
    return teacher;
  }

  /**
   * Returns the most bytes that the task which trains a job's teacher needs in its heap; 0 if there
   * is no teacher.
   *
   * @param examples number of training and validation examples
   */
  public static long taskBytes(JobConfig job, Workload workload, long examples) {
    return workload
        .distillation(List.of())
        .map(
            settings -> {
              long ids = workload.exampleSize().features();
              long ngrams = settings.features().longest() * ids;
              long size = TrainingSample.of(job, workload, examples).training();
              // Ids, n-grams as numbers, and those that are sorted at the same time or later.
              return size * Integer.BYTES * (ids + ngrams)
                  + SORTED_BYTES * Math.min(size * ngrams, SORTED_AT_ONCE)
                  + (long) COPIES * Double.BYTES * MOST_COEFFICIENTS;
            })
        .orElse(0L);
  }

  /** Returns the class of an example, and then its ids in order. */
  private static int[] row(Example example, NgramFeatures features) {
    int[] ids = features.ids(example.features());
    int[] row = new int[ids.length + 1];
    row[0] = BagOfIds.label(example, features.outputs());
    System.arraycopy(ids, 0, row, 1, ids.length);
    return row;
  }

  /**
   * Trains a teacher in memory.
   *
   * @param rows class of each example, and then its ids in order
   * @param strength inverse of the strength of the L2 penalty
   * @param progress is called after each step of the minimizer
   */
  static NgramTeacher fit(
      int[][] rows, NgramFeatures features, double strength, Runnable progress) {
    long[] ngrams = frequent(rows, features, MOST_COEFFICIENTS / features.outputs());
    int[][] bags = new int[rows.length][];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = rows[i][0];
      bags[i] = known(features.keys(rows[i], 1, rows[i].length), ngrams);
    }
    BagExamples examples = new BagExamples(bags, labels, ngrams.length, features.outputs());
    LinearModel model =
        new LogisticRegression(progress)
            .fit(examples, strength, LogisticRegression.start(examples))
            .model();
    return new NgramTeacher(features, ngrams, model);
  }

  /**
   * Returns the n-grams of several examples, in ascending order. If there are more than {@code
   * most}, those of the most examples: the least number of examples is raised until they fit.
   */
  static long[] frequent(int[][] rows, NgramFeatures features, int most) {
    long total = 0;
    for (int[] row : rows) {
      total += (long) features.longest() * (row.length - 1);
    }
    // Each pass sorts those of one remainder alone, so that its memory is bounded.
    int passes = (int) (total / SORTED_AT_ONCE) + 1;
    Ngrams found = new Ngrams();
    for (int pass = 0; pass < passes; pass++) {
      found.add(sorted(rows, features, passes, pass));
      // No n-gram is in two passes, so that one which is too rare now is too rare at the end.
      found.keepMostFrequent(most);
    }
    return found.ascending();
  }

  private static long[] sorted(int[][] rows, NgramFeatures features, int passes, int pass) {
    long[] keys = new long[1 << 10];
    int count = 0;
    for (int[] row : rows) {
      for (long key : features.keys(row, 1, row.length)) {
        if (Long.remainderUnsigned(key * 0x9E3779B97F4A7C15L >>> 1, passes) == pass) {
          if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
          }
          keys[count++] = key;
        }
      }
    }
    long[] all = Arrays.copyOf(keys, count);
    Arrays.sort(all);
    return all;
  }

  /** N-grams of at least {@value #LEAST_EXAMPLES} examples, with the number of examples. */
  private static final class Ngrams {
    private long[] keys = new long[1 << 10];
    private int[] examples = new int[1 << 10];
    private int count;

    /** Adds the keys of all examples, in ascending order. */
    void add(long[] sorted) {
      int from = 0;
      while (from < sorted.length) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] == sorted[from]) {
          to++;
        }
        if (to - from >= LEAST_EXAMPLES) {
          add(sorted[from], to - from);
        }
        from = to;
      }
    }

    private void add(long key, int number) {
      if (count == keys.length) {
        keys = Arrays.copyOf(keys, 2 * count);
        examples = Arrays.copyOf(examples, 2 * count);
      }
      keys[count] = key;
      examples[count++] = number;
    }

    /** Removes the rarest n-grams, all that as many examples have, if there are too many. */
    void keepMostFrequent(int most) {
      if (count <= most) {
        return;
      }
      int[] ascending = Arrays.copyOf(examples, count);
      Arrays.sort(ascending);
      int least = ascending[count - most - 1] + 1;
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (examples[i] >= least) {
          keys[kept] = keys[i];
          examples[kept++] = examples[i];
        }
      }
      count = kept;
    }

    long[] ascending() {
      long[] result = Arrays.copyOf(keys, count);
      Arrays.sort(result);
      return result;
    }
  }

  /** Returns the positions of those keys that are among n-grams. */
  private static int[] known(long[] keys, long[] ngrams) {
    int[] positions = new int[keys.length];
    int count = 0;
    for (long key : keys) {
      int position = Arrays.binarySearch(ngrams, key);
      if (position >= 0) {
        positions[count++] = position;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  @Override
  public float[] probabilities(float[] sequence) {
    int[] ids = features.ids(sequence);
    return model.probabilities(known(features.keys(ids, 0, ids.length), ngrams));
  }

  /** Returns the number of n-grams that have coefficients. */
  int size() {
    return ngrams.length;
  }
}
