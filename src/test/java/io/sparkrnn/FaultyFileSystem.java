package io.sparkrnn;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under the scheme {@code fault}, of which some operations fail as they are told to.
 * For {@code fs.fault.impl}.
 */
public final class FaultyFileSystem extends FilterFileSystem {

  private static final List<Fault> FAULTS = new CopyOnWriteArrayList<>();

  /** What fails. */
  public enum Operation {
    /** The first byte that is written. */
    WRITE,
    /** Before it is done. */
    RENAME,
    /** After it was done: its answer is lost. */
    RENAMED,
    MAKE_FOLDER
  }

  /** What a fault throws. */
  @FunctionalInterface
  public interface Failure {
    void raise() throws IOException;
  }

  private record Fault(Operation operation, String inPath, AtomicInteger times, Failure failure) {}

  public FaultyFileSystem() {
    super(new Local());
  }

  /** Lets the next operations fail on paths that contain a text. */
  public static void plan(Operation operation, String inPath, int times, Failure failure) {
    FAULTS.add(new Fault(operation, inPath, new AtomicInteger(times), failure));
  }

  /** Forgets what was planned; tells whether all of it happened. */
  public static boolean allHappened() {
    boolean all = FAULTS.stream().allMatch(fault -> fault.times().get() <= 0);
    FAULTS.clear();
    return all;
  }

  /** What Hadoop's local file system throws when a disk is full; it keeps that to itself. */
  public static FSError localError(String message) {
    try {
      Constructor<FSError> constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(new IOException(message));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("FSError has no such constructor", e);
    }
  }

  private static void happen(Operation operation, Path path) throws IOException {
    for (Fault fault : FAULTS) {
      if (fault.operation() == operation
          && path.toString().contains(fault.inPath())
          && fault.times().getAndDecrement() > 0) {
        fault.failure().raise();
      }
    }
  }

  @Override
  public String getScheme() {
    return "fault";
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(out, statistics) {
      @Override
      public void write(int one) throws IOException {
        happen(Operation.WRITE, path);
        super.write(one);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        happen(Operation.WRITE, path);
        super.write(bytes, from, length);
      }
    };
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    happen(Operation.RENAME, to);
    boolean renamed = super.rename(from, to);
    happen(Operation.RENAMED, to);
    return renamed;
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    happen(Operation.MAKE_FOLDER, path);
    return super.mkdirs(path, permission);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    happen(Operation.MAKE_FOLDER, path);
    return super.mkdirs(path);
  }

  /** What Hadoop lists as local must be of our scheme, too. */
  private static final class Local extends RawLocalFileSystem {

    private static final URI NAME = URI.create("fault:///");

    @Override
    public URI getUri() {
      return NAME;
    }

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
      super.initialize(NAME, conf);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      FileStatus status = super.getFileStatus(path);
      status.setPath(makeQualified(path));
      return status;
    }
  }
}
