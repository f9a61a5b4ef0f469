package io.sparkrnn.data;

import java.util.Optional;

/** What any source demands of a review's text. */
final class Texts {

  private Texts() {}

  /** Why the text is no review; empty if it is one. */
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
