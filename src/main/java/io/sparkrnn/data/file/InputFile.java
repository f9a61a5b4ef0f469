package io.sparkrnn.data.file;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Input file with the metadata that a directory listing gives.
 *
 * @param path fully qualified path
 * @param length in bytes
 * @param modified modification time, in milliseconds since 1970
 */
public record InputFile(String path, long length, long modified) implements Serializable {

  public InputFile {
    requireNonNull(path, "path is null");
  }

  /** Converts a file status of Hadoop. */
  public static InputFile of(FileStatus status) {
    return new InputFile(
        status.getPath().toString(), status.getLen(), status.getModificationTime());
  }

  /** Name of the file, the last component of its path. */
  public String name() {
    return new Path(path).getName();
  }
}
