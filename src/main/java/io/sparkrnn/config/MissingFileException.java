package io.sparkrnn.config;

/** Thrown for a configuration file that does not exist. */
final class MissingFileException extends UnusableFileException {

  private static final long serialVersionUID = 1L;

  MissingFileException(String location) {
    super(location, "no such file");
  }
}
