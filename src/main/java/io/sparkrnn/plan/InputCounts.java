package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.ExampleCounts;

/**
 * Numbers of examples that a job reads.
 *
 * @param train number of training and validation examples
 * @param test number of test examples
 * @param unlabeled number of examples without a label that are trained on as well
 * @param basis source of the numbers
 */
public record InputCounts(long train, long test, long unlabeled, Basis basis) {

  /** Size of each split of the IMDB reviews, assumed if nothing else is known. */
  private static final long ASSUMED = 25_000;

  /** Sources of the numbers of examples. */
  public enum Basis {
    GIVEN("as given"),
    PREPARED("counted in the prepared data"),
    KNOWN("read from the input"),
    ASSUMED("unknown, assuming 25,000 of each; use --examples N to set it");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public InputCounts {
    requireNonNull(basis, "basis is null");
    if (train < 0 || test < 0 || unlabeled < 0) {
      throw new IllegalArgumentException(
          "%d training, %d test and %d unlabeled examples, expected 0 or more"
              .formatted(train, test, unlabeled));
    }
  }

  /** Returns the counts of examples that workloads or prepared data tell. */
  public static InputCounts of(ExampleCounts counts, Basis basis) {
    return new InputCounts(counts.train(), counts.test(), counts.unlabeled(), basis);
  }

  /** Returns the counts of as many examples for training and validation as for the test. */
  public static InputCounts given(long count) {
    return new InputCounts(count, count, 0, Basis.GIVEN);
  }

  /** Returns the number of examples that executors hold for training and validation. */
  public long held() {
    return train + unlabeled;
  }

  /** Returns the assumption for data of unknown size. */
  public static InputCounts assumed() {
    return new InputCounts(ASSUMED, ASSUMED, 0, Basis.ASSUMED);
  }
}
