package io.sparkrnn.train;

/** An epoch ended with weights that are no numbers. */
final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
