package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.OutputConflictException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A Hadoop file system seen through the few things that this job does with one. */
final class Storage {

  private final FileSystem fileSystem;

  private Storage(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** The file system of a path. */
  static Storage of(Path path, Configuration hadoop) {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      // The local file system would put a hidden .crc file beside every file that a person opens.
      return new Storage(
          fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem);
    } catch (IOException e) {
      throw new UncheckedIOException("no file system for " + path + ": " + e.getMessage(), e);
    }
  }

  FileSystem fileSystem() {
    return fileSystem;
  }

  Path qualified(Path path) {
    return fileSystem.makeQualified(path);
  }

  boolean exists(Path path) {
    return io("cannot look at " + path, () -> fileSystem.exists(path));
  }

  void makeFolder(Path path) {
    io("cannot make the folder " + path, () -> fileSystem.mkdirs(path));
  }

  void delete(Path path) {
    io("cannot delete " + path, () -> fileSystem.delete(path, true));
  }

  /**
   * Renames a file or folder to a name that is free.
   *
   * @throws OutputConflictException if the name is taken
   */
  void rename(Path from, Path to) {
    // Hadoop moves a folder into an existing one instead of failing.
    if (exists(to)) {
      throw new OutputConflictException(to + " exists already");
    }
    if (!io("cannot rename " + from + " to " + to, () -> fileSystem.rename(from, to))) {
      throw new OutputConflictException(
          "%s could not be renamed to %s; was it taken in the meantime?".formatted(from, to));
    }
  }

  /** What is written to a file. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  void write(Path path, byte[] content) {
    write(path, out -> out.write(content));
  }

  /** Writes a file that is there whole or not at all: under a temporary name, then renamed. */
  void write(Path path, Content content) {
    Path temporary = new Path(path.getParent(), "." + path.getName() + ".tmp");
    boolean renamed =
        io(
            "cannot write " + path,
            () -> {
              try (OutputStream out = fileSystem.create(temporary, true)) {
                content.to(out);
              }
              if (fileSystem.exists(path)) {
                fileSystem.delete(path, false);
              }
              return fileSystem.rename(temporary, path);
            });
    if (!renamed) {
      throw new UncheckedIOException(
          new IOException("cannot write %s: %s could not be renamed".formatted(path, temporary)));
    }
  }

  /**
   * Creates a small file that must not be there yet: of two jobs that try, one fails.
   *
   * @throws FileAlreadyExistsException if it is there
   */
  void createNew(Path path, byte[] content) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      // Hadoop's own looks first and creates then.
      try {
        Files.write(local.pathToFile(path).toPath(), content, StandardOpenOption.CREATE_NEW);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(path + " exists already");
      }
      return;
    }
    try (OutputStream out = fileSystem.create(path, false)) {
      out.write(content);
    }
  }

  /** Writes over a small file, without a moment in which there is none. */
  void overwrite(Path path, byte[] content) {
    io(
        "cannot write " + path,
        () -> {
          try (OutputStream out = fileSystem.create(path, true)) {
            out.write(content);
          }
          return path;
        });
  }

  void write(Path path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  byte[] read(Path path) {
    return io(
        "cannot read " + path,
        () -> {
          try (InputStream in = fileSystem.open(path)) {
            return in.readAllBytes();
          }
        });
  }

  /**
   * Reads a file that a user named.
   *
   * @param most in bytes
   * @throws BadDataException if it has more
   */
  byte[] read(Path path, int most) {
    return io(
        "cannot read " + path,
        () -> {
          long length = fileSystem.getFileStatus(path).getLen();
          if (length > most) {
            throw new BadDataException(
                "%s has %d bytes, expected at most %d; is it what this program wrote?"
                    .formatted(path, length, most));
          }
          try (InputStream in = fileSystem.open(path)) {
            return in.readNBytes(most);
          }
        });
  }

  String readText(Path path) {
    return new String(read(path), StandardCharsets.UTF_8);
  }

  /** Something that may fail for reasons of storage. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** Runs an action; a failure says what was tried. */
  static <T> T io(String failure, Action<T> action) {
    try {
      return action.run();
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(failure + ": not there", e);
    } catch (IOException e) {
      throw new UncheckedIOException(failure + ": " + e.getMessage(), e);
    }
  }
}
