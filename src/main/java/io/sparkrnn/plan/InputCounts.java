package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

/**
 * Numbers of examples that a job reads.
 *
 * @param train number of training and validation examples
 * @param test number of test examples
 * @param basis source of the numbers
 */
public record InputCounts(long train, long test, Basis basis) {

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
    if (train < 0 || test < 0) {
      throw new IllegalArgumentException(
          "%d training and %d test examples, expected 0 or more".formatted(train, test));
    }
  }

  /** Returns the assumption for data of unknown size. */
  public static InputCounts assumed() {
    return new InputCounts(ASSUMED, ASSUMED, Basis.ASSUMED);
  }
}
