package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One file as a listing saw it.
 *
 * @param path fully qualified
 * @param modified milliseconds since 1970
 */
public record InputFile(String path, long length, long modified) implements Serializable {

  public InputFile {
    requireNonNull(path, "path is null");
  }

  /** The file that a listing found. */
  public static InputFile of(FileStatus status) {
    return new InputFile(
        status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  /** The last part of its path. */
  public String name() {
    return new Path(path).getName();
  }
}
