package io.sparkrnn.config;

/** A file that does not exist. */
final class MissingFileException extends UnusableFileException {

  private static final long serialVersionUID = 1L;

  MissingFileException(String place) {
    super(place, "no such file");
  }
}
