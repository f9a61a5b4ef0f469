package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

/**
 * How many examples a job reads.
 *
 * @param train for training and validation together
 * @param basis where the numbers are from
 */
public record Examples(long train, long test, Basis basis) {

  /** As many as the IMDB reviews, where nothing else is known. */
  private static final long ASSUMED = 25_000;

  /** Where a number of examples is from. */
  public enum Basis {
    GIVEN("as given"),
    PREPARED("counted in the prepared data"),
    KNOWN("as the input says"),
    ASSUMED("unknown, assuming 25,000 of each; --examples N says it");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Examples {
    requireNonNull(basis, "basis is null");
    if (train < 0 || test < 0) {
      throw new IllegalArgumentException(
          "%d and %d examples, expected none below 0".formatted(train, test));
    }
  }

  /** Of data that nobody has counted. */
  public static Examples assumed() {
    return new Examples(ASSUMED, ASSUMED, Basis.ASSUMED);
  }
}
