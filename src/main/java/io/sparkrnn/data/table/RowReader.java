package io.sparkrnn.data.table;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.error.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reader of the rows of one input, from its beginning to its end. */
public interface RowReader extends Closeable {

  /** Opens a file with a reader; runs on the executors. */
  @FunctionalInterface
  interface Opener extends Serializable {
    RowReader open(String path, Configuration hadoop);
  }

  /** Returns the next row, which may be a {@link BadRow}, or empty at the end. */
  Optional<SourceRow> next() throws IOException;

  /**
   * Returns the exception to throw after a failure of {@link #next}, with the position that was
   * reached where it is known.
   */
  BadDataException broken(IOException cause);
}
