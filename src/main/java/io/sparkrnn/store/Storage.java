package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A Hadoop file system seen through the few things that this job does with one. */
final class Storage {

  private final FileSystem fileSystem;
  private final Retries retries;

  private Storage(FileSystem fileSystem, Retries retries) {
    this.fileSystem = fileSystem;
    this.retries = retries;
  }

  /** The file system of a path; what may pass is tried several times. */
  static Storage of(Path path, Configuration hadoop) {
    return of(path, hadoop, Retries.PATIENT);
  }

  static Storage of(Path path, Configuration hadoop, Retries retries) {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      // The local file system would put a hidden .crc file beside every file that a person opens.
      return new Storage(
          fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem,
          retries);
    } catch (IOException e) {
      throw new UncheckedIOException("no file system for " + path + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      // So HDFS's client tells of a host that it does not know.
      throw new UncheckedIOException(
          "no file system for " + path + ": " + Trouble.reason(e), new IOException(e));
    }
  }

  /** The same, for what is not worth waiting for: renewals, and cleaning up after a failure. */
  Storage withoutRetries() {
    return new Storage(fileSystem, Retries.NONE);
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
    io(
        "cannot make the folder " + path,
        () -> {
          // The local file system gives no reason.
          if (!fileSystem.mkdirs(path)) {
            throw new IOException("its parent cannot be written, or a file is in the way");
          }
          return path;
        });
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
    boolean renamed =
        io(
            "cannot rename " + from + " to " + to,
            () -> {
              try {
                return fileSystem.rename(from, to) || isMoved(from, to);
              } catch (IOException e) {
                if (isMoved(from, to)) {
                  return true;
                }
                throw e;
              }
            });
    if (!renamed) {
      throw new OutputConflictException(
          "%s could not be renamed to %s; was it taken in the meantime?".formatted(from, to));
    }
  }

  /** Whether a rename was done, though its answer was lost. */
  private boolean isMoved(Path from, Path to) throws IOException {
    return !fileSystem.exists(from) && fileSystem.exists(to);
  }

  /** What is written to a file; it may be asked for more than once. */
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
    try {
      io(
          "cannot write " + path,
          () -> {
            try (OutputStream out = fileSystem.create(temporary, true)) {
              content.to(out);
            }
            if (fileSystem.exists(path)) {
              fileSystem.delete(path, false);
            }
            if (!fileSystem.rename(temporary, path)) {
              throw new IOException(temporary + " could not be renamed");
            }
            return path;
          });
    } catch (UncheckedIOException e) {
      if (Trouble.of(e) != Trouble.UNREACHABLE) {
        remove(temporary, e);
      }
      throw e;
    }
  }

  private void remove(Path temporary, UncheckedIOException after) {
    try {
      withoutRetries().delete(temporary);
    } catch (UncheckedIOException e) {
      after.addSuppressed(e);
    }
  }

  /**
   * Creates a small file that must not be there yet: of two jobs that try, one fails.
   *
   * @throws FileAlreadyExistsException if it is there
   */
  void createNew(Path path, byte[] content) throws IOException {
    OutputStream created = newFile(path);
    try (OutputStream out = created) {
      out.write(content);
    } catch (IOException | FSError e) {
      // It is ours, and half of it would be taken for another job's.
      try {
        fileSystem.delete(path, false);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private OutputStream newFile(Path path) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      // Hadoop's own looks first and creates then.
      try {
        return Files.newOutputStream(
            local.pathToFile(path).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(path + " exists already");
      }
    }
    return fileSystem.create(path, false);
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

  /** The checksum of a file of any length. */
  String sha256(Path path) {
    return io(
        "cannot read " + path,
        () -> {
          try (InputStream in = fileSystem.open(path)) {
            return Checksums.sha256(in);
          }
        });
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

  /** Runs an action, again where that may help; a failure says what was tried, and by whom. */
  <T> T io(String failure, Retries.Action<T> action) {
    try {
      return retries.run(failure, () -> checked(action));
    } catch (IOException e) {
      throw StorageFailure.of(failure, e);
    }
  }

  /** The local file system throws errors where others throw exceptions. */
  private static <T> T checked(Retries.Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (FSError e) {
      throw new IOException(Trouble.reason(e), e);
    }
  }
}
