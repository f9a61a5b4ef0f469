package io.sparkrnn.store;

import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.config.HadoopFiles.NoClientException;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** File operations of this job on a Hadoop file system, retried where a failure is transient. */
final class Storage {

  private final FileSystem fileSystem;
  private final Retries retries;
  private final boolean objectStore;

  private Storage(FileSystem fileSystem, Retries retries, boolean objectStore) {
    this.fileSystem = fileSystem;
    this.retries = retries;
    this.objectStore = objectStore;
  }

  /** Returns the file system of a path; operations are retried after transient failures. */
  static Storage of(Path path, Configuration hadoop) {
    return of(path, hadoop, Retries.DEFAULT);
  }

  static Storage of(Path path, Configuration hadoop, Retries retries) {
    try {
      FileSystem fileSystem = HadoopFiles.of(path, hadoop);
      boolean objectStore = !AtomicRename.isSupported(fileSystem, path, hadoop);
      // The raw file system writes no hidden .crc file beside each file. Clients of object stores
      // try again by themselves, for minutes.
      return new Storage(
          fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem,
          objectStore ? Retries.NONE : retries,
          objectStore);
    } catch (NoClientException e) {
      throw new ConfigurationException("%s: %s".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      throw StorageFailure.of("no file system for " + path, e);
    } catch (IllegalArgumentException e) {
      // HDFS's client reports an unknown host by this exception.
      throw new UncheckedIOException(
          "no file system for " + path + ": " + StorageErrorKind.reason(e), new IOException(e));
    }
  }

  /** Returns the same file system without retries, for lock renewals and for cleaning up. */
  Storage withoutRetries() {
    return new Storage(fileSystem, Retries.NONE, objectStore);
  }

  /**
   * Returns whether this is an object store: a file appears whole, when it is closed, but renaming
   * a folder is not atomic, so nothing may rest on that.
   */
  boolean isObjectStore() {
    return objectStore;
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

  FileStatus status(Path path) {
    return io("cannot look at " + path, () -> fileSystem.getFileStatus(path));
  }

  /** Returns the entries of a folder, hidden ones too; empty if it does not exist. */
  List<Path> list(Path folder) {
    return exists(folder)
        ? io(
            "cannot list " + folder,
            () -> Arrays.stream(fileSystem.listStatus(folder)).map(FileStatus::getPath).toList())
        : List.of();
  }

  /** Returns what is in a folder with kinds and times; empty if it does not exist. */
  List<FileStatus> statuses(Path folder) {
    return ifThere("cannot list " + folder, () -> Arrays.asList(fileSystem.listStatus(folder)))
        .orElseGet(List::of);
  }

  void makeFolder(Path path) {
    if (objectStore) {
      // A folder is there as soon as an object is in it.
      return;
    }
    io(
        "cannot make the folder " + path,
        () -> {
          // The local file system returns false without a reason.
          if (!fileSystem.mkdirs(path)) {
            throw new IOException("its parent is not writable, or a file of this name exists");
          }
          return path;
        });
  }

  void delete(Path path) {
    io("cannot delete " + path, () -> fileSystem.delete(path, true));
  }

  /**
   * Renames a file or folder.
   *
   * @throws OutputConflictException if the target exists
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
          "%s could not be renamed to %s; the target may have been created meanwhile"
              .formatted(from, to));
    }
  }

  /** Whether a rename succeeded although its response was lost. */
  private boolean isMoved(Path from, Path to) throws IOException {
    return !fileSystem.exists(from) && fileSystem.exists(to);
  }

  /** Writes the content of a file; called again for each retry. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  void write(Path path, byte[] content) {
    write(path, out -> out.write(content));
  }

  void write(Path path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, of which no part is visible before all of it is: under a temporary name, and
   * renamed. An object store shows a file only once it is closed.
   */
  void write(Path path, Content content) {
    if (objectStore) {
      io(
          "cannot write " + path,
          () -> {
            put(path, content);
            return path;
          });
      return;
    }
    Path temporary = AtomicFolder.beside(path, "tmp");
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
      if (StorageErrorKind.of(e) != StorageErrorKind.UNREACHABLE) {
        try {
          withoutRetries().delete(temporary);
        } catch (UncheckedIOException left) {
          e.addSuppressed(left);
        }
      }
      throw e;
    }
  }

  /**
   * Writes a text file that several jobs may write at the same time: each under a name of its own,
   * moved over the present one in one step.
   */
  void replace(Path path, String content) {
    if (objectStore) {
      write(path, content);
      return;
    }
    Path temporary = AtomicFolder.beside(path, UUID.randomUUID() + ".tmp");
    try {
      io(
          "cannot write " + path,
          () -> {
            try (OutputStream out = fileSystem.create(temporary, true)) {
              out.write(content.getBytes(StandardCharsets.UTF_8));
            }
            moveOver(temporary, path);
            return path;
          });
    } catch (UncheckedIOException e) {
      if (StorageErrorKind.of(e) != StorageErrorKind.UNREACHABLE) {
        AtomicFolder.tidy(() -> withoutRetries().delete(temporary));
      }
      throw e;
    }
  }

  private void moveOver(Path from, Path to) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem) {
      // Java replaces an existing file; Hadoop's other interface knows only files with checksums.
      if (!fileSystem.rename(from, to)) {
        throw new IOException(from + " could not be renamed");
      }
      return;
    }
    try {
      FileContext.getFileContext(to.toUri(), fileSystem.getConf())
          .rename(from, to, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      fileSystem.delete(to, false);
      if (!fileSystem.rename(from, to)) {
        throw new IOException(from + " could not be renamed");
      }
    }
  }

  private void put(Path path, Content content) throws IOException {
    FSDataOutputStream out = fileSystem.create(path, true);
    try {
      content.to(out);
    } catch (IOException | RuntimeException | FSError e) {
      try {
        abandon(path, out);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    out.close();
  }

  /** Gives up a file; closing it would show what has been written of it. */
  private void abandon(Path path, FSDataOutputStream out) throws IOException {
    try {
      out.abort();
    } catch (UnsupportedOperationException e) {
      out.close();
      fileSystem.delete(path, false);
    }
  }

  /** Reads the content of a file; called again for each retry. */
  @FunctionalInterface
  interface InputReader<T> {
    T from(InputStream in) throws IOException;
  }

  private <T> T read(Path path, InputReader<T> reader) {
    return io(
        "cannot read " + path,
        () -> {
          try (InputStream in = fileSystem.open(path)) {
            return reader.from(in);
          }
        });
  }

  /** Returns the SHA-256 of a file of any length. */
  String sha256(Path path) {
    return read(path, in -> DigestUtils.sha256Hex(in));
  }

  byte[] read(Path path) {
    return read(path, InputStream::readAllBytes);
  }

  /**
   * Reads a file of limited size.
   *
   * @param most largest length accepted, in bytes
   * @throws BadDataException if the file is longer
   */
  byte[] read(Path path, int most) {
    long length = io("cannot read " + path, () -> fileSystem.getFileStatus(path).getLen());
    if (length > most) {
      throw new BadDataException(
          "%s has %d bytes, expected at most %d; is it a file that this program wrote?"
              .formatted(path, length, most));
    }
    return read(path, in -> in.readNBytes(most));
  }

  String readText(Path path) {
    return new String(read(path), StandardCharsets.UTF_8);
  }

  /**
   * Runs an action with retries.
   *
   * @param failure start of the message if it fails, such as "cannot read a"
   * @throws UncheckedIOException naming the operation, the user and the cause
   */
  <T> T io(String failure, Retries.Action<T> action) {
    try {
      return retries.run(failure, () -> checked(action));
    } catch (IOException e) {
      throw StorageFailure.of(failure, e);
    }
  }

  /** Runs an action as {@link #io} does; empty if it fails because a file is not there. */
  <T> Optional<T> ifThere(String failure, Retries.Action<T> action) {
    try {
      return Optional.of(io(failure, action));
    } catch (UncheckedIOException e) {
      if (StorageErrorKind.of(e) == StorageErrorKind.NOT_THERE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Converts {@link FSError}, which the local file system throws, to an exception. */
  private static <T> T checked(Retries.Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (FSError e) {
      throw new IOException(StorageErrorKind.reason(e), e);
    }
  }
}
