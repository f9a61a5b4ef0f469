package io.sparkrnn.cli;

/** A verb that can end its standard output with one JSON object. */
interface JsonCapable {

  /** Whether it was asked to. */
  boolean json();
}
