package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Reads and writes single files outside any run. */
public final class SingleFile {

  /** Largest array length that Java virtual machines support. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  private SingleFile() {}

  /**
   * Writes a text in UTF-8 atomically; an existing file is replaced.
   *
   * @param file local or any Hadoop URI; its folder is created
   * @return URI of the file
   */
  public static String write(String file, String content, Configuration hadoop) {
    return write(file, content.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /** Writes bytes atomically; see {@link #write(String, String, Configuration)}. */
  public static String write(String file, byte[] content, Configuration hadoop) {
    Path given = new Path(file);
    Storage storage = Storage.of(given, hadoop);
    Path path = storage.qualified(given);
    storage.makeFolder(path.getParent());
    storage.write(path, content);
    return path.toUri().toString();
  }

  /** Deletes a file; none is no error. */
  public static void delete(String file, Configuration hadoop) {
    Path given = new Path(file);
    Storage storage = Storage.of(given, hadoop);
    storage.delete(storage.qualified(given));
  }

  /** Reads a file as {@link #read} does; empty if it does not exist. */
  public static Optional<byte[]> find(String file, Configuration hadoop) {
    Path given = new Path(file);
    Storage storage = Storage.of(given, hadoop);
    return storage.exists(storage.qualified(given))
        ? Optional.of(read(file, hadoop))
        : Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @param file local or any Hadoop URI
   * @throws BadDataException if it does not exist or is too large for a Java array
   */
  public static byte[] read(String file, Configuration hadoop) {
    Path given = new Path(file);
    Storage storage = Storage.of(given, hadoop);
    Path path = storage.qualified(given);
    if (!storage.exists(path)) {
      throw new BadDataException("%s does not exist, expected a file".formatted(path));
    }
    FileStatus status = storage.status(path);
    if (!status.isFile() || status.getLen() > LARGEST) {
      throw new BadDataException(
          "%s is a %s, expected a file of at most %,d bytes"
              .formatted(
                  path,
                  status.isFile() ? "file of %,d bytes".formatted(status.getLen()) : "folder",
                  LARGEST));
    }
    return storage.read(path);
  }
}
