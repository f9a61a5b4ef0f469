package io.sparkrnn.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Small file that several jobs try to create; the one that succeeds holds a lock. */
record AtomicLockFile(Storage storage, Path path) implements LockFile {

  @Override
  public LockFile withoutRetries() {
    return new AtomicLockFile(storage.withoutRetries(), path);
  }

  @Override
  public boolean create(String content) {
    return storage.io(
        "cannot write " + path,
        () -> {
          try {
            createNew(content);
            return true;
          } catch (FileAlreadyExistsException e) {
            // It may be ours, of an earlier attempt whose response was lost.
            return has(content);
          } catch (IOException e) {
            // HDFS wraps FileAlreadyExistsException while another client has the file open.
            if (!StorageErrorKind.of(e).isTransient() && storage.exists(path)) {
              return has(content);
            }
            throw e;
          }
        });
  }

  private void createNew(String content) throws IOException {
    OutputStream created = newFile();
    try (OutputStream out = created) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | FSError e) {
      // We created the file; if a part of it stayed, it would look like another job's.
      try {
        storage.fileSystem().delete(path, false);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private OutputStream newFile() throws IOException {
    if (storage.fileSystem() instanceof RawLocalFileSystem local) {
      // Hadoop's local file system checks and creates in two steps, which is not atomic.
      try {
        return Files.newOutputStream(
            local.pathToFile(path).toPath(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(path + " exists already");
      }
    }
    return storage.fileSystem().create(path, false);
  }

  private boolean has(String content) {
    return read().filter(content::equals).isPresent();
  }

  @Override
  public Optional<String> read() {
    try {
      return Optional.of(storage.readText(path));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Overwrites the file in place, so that it exists at all times. */
  @Override
  public void renew(String content) {
    storage.io(
        "cannot write " + path,
        () -> {
          try (OutputStream out = storage.fileSystem().create(path, true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
          }
          return path;
        });
  }

  @Override
  public OptionalLong age() {
    Path probe = unique();
    storage.write(probe, "");
    try {
      long now = storage.status(probe).getModificationTime();
      return OptionalLong.of(now - storage.status(path).getModificationTime());
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return OptionalLong.empty();
      }
      throw e;
    } finally {
      storage.delete(probe);
    }
  }

  @Override
  public boolean deleteIf(String content) {
    // Only one job can rename the file. Another job may have replaced it since it was read.
    AtomicLockFile aside = new AtomicLockFile(storage, unique());
    storage.rename(path, aside.path());
    boolean same = aside.has(content);
    if (same) {
      storage.delete(aside.path());
    } else {
      storage.rename(aside.path(), path);
    }
    return same;
  }

  @Override
  public void release(String content) {
    storage.delete(path);
  }

  private Path unique() {
    return path.suffix("." + UUID.randomUUID());
  }
}
