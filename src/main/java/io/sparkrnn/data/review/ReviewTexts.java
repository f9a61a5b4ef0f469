package io.sparkrnn.data.review;

import java.util.Optional;

/** Checks the text of reviews; the rules are the same for all sources. */
final class ReviewTexts {

  private ReviewTexts() {}

  /** Returns why a text is not a valid review, or empty if it is valid. */
  static Optional<String> fault(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty, expected a review");
    }
    if (text.isBlank()) {
      return Optional.of("holds only white space, expected a review");
    }
    return Optional.empty();
  }
}
