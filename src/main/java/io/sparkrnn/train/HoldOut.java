package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.SHARDING;
import static io.sparkrnn.train.Seeds.Purpose.VALIDATION_SPLIT;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import java.io.Serializable;

/**
 * Rule that divides training examples into a training split and a validation split, and orders
 * both. It depends on an example's index and the seed alone.
 *
 * <p>A class because Spark's Kryo cannot serialize records.
 */
public final class HoldOut implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long total;
  private final long training;
  private final long validation;
  private final ValidationSplit split;
  private final Permutation all;
  private final Permutation sharding;

  private HoldOut(long total, long validation, long unlabeled, ValidationSplit split, long seed) {
    this.total = total;
    this.training = total - validation + unlabeled;
    this.validation = validation;
    this.split = split;
    this.all = new Permutation(Math.max(1, total), Seeds.derive(seed, VALIDATION_SPLIT));
    this.sharding = new Permutation(Math.max(1, training), Seeds.derive(seed, SHARDING));
  }

  /** Returns the rule for examples indexed 0 .. total-1. */
  public static HoldOut of(long total, DataSettings data, long seed) {
    return of(total, 0, data, seed);
  }

  /**
   * Returns the rule for examples indexed 0 .. total-1 and, after them, unlabeled ones. Those are
   * all in the training split, and the others are divided as without them.
   */
  public static HoldOut of(long total, long unlabeled, DataSettings data, long seed) {
    long validation = Shards.validationSize(total, data.validationFraction());
    return new HoldOut(total, validation, unlabeled, data.validationSplit(), seed);
  }

  /** Returns the number of examples in the training split. */
  public long training() {
    return training;
  }

  /** Returns the number of examples in the validation split. */
  public long validation() {
    return validation;
  }

  /** Whether the example with an index is in the training split. */
  public boolean trains(long index) {
    return index >= total || order(index) < total - validation;
  }

  /** Returns the position of a training example in a random order of the split, from 0. */
  public long trainingPosition(long index) {
    return sharding.position(order(index));
  }

  /** Returns the position of a validation example in its split, from 0. */
  public long validationPosition(long index) {
    return order(index) - (total - validation);
  }

  private long order(long index) {
    if (index >= total) {
      return index - validation;
    }
    return split == ValidationSplit.RANDOM ? all.position(index) : index;
  }
}
