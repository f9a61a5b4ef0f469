package io.sparkrnn.store;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A file that belongs to no run. */
public final class SingleFile {

  private SingleFile() {}

  /**
   * Writes a text in UTF-8, over what is there; whole or not at all.
   *
   * @param file local or any Hadoop URI; its folder is made
   * @return where it is, as a URI
   */
  public static String write(String file, String content, Configuration hadoop) {
    return write(file, content.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /** The same of bytes. */
  public static String write(String file, byte[] content, Configuration hadoop) {
    Path given = new Path(file);
    Storage storage = Storage.of(given, hadoop);
    Path path = storage.qualified(given);
    storage.makeFolder(path.getParent());
    storage.write(path, content);
    return path.toUri().toString();
  }
}
