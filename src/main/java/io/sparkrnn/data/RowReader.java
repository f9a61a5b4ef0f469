package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads one input from its beginning to its end. */
interface RowReader extends Closeable {

  /** The next row, bad ones included; empty at the end. */
  Optional<SourceRow> next() throws IOException;

  /** Says what a failure of {@link #next} means: how far it came and what to do. */
  BadDataException broken(IOException cause);
}
