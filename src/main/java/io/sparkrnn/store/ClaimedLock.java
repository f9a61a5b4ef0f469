package io.sparkrnn.store;

import io.sparkrnn.error.InterruptedRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock on an object store, where no file can be created only if there is none. Each job writes a
 * claim of its own into a folder, waits, and lists them: the first by the store's clock holds the
 * lock, the others withdraw. A claim is never written again, which would change its place; its
 * owner renews a second file.
 *
 * <p>This relies on listings that show what was written before, and on a claim being listed, with
 * its time, within {@link #SETTLING} of that time. An owner whose claim was removed after it did
 * not renew it notices that at its next look.
 *
 * @param path the folder of the claims
 */
record ClaimedLock(Storage storage, Path path) implements LockFile {

  /**
   * Twice the resolution of the times of S3, so that claims of the same second are all seen by each
   * job.
   */
  static final Duration SETTLING = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ClaimedLock.class);

  private static final String CLAIM = "claim-";
  private static final String RENEWED = "renewed-";

  @Override
  public LockFile withoutRetries() {
    return new ClaimedLock(storage.withoutRetries(), path);
  }

  @Override
  public boolean create(String content) {
    if (!claims().isEmpty()) {
      return false;
    }
    Path own = claim(content);
    storage.write(own, content);
    settle();
    boolean first =
        claims().stream()
            .findFirst()
            .filter(claim -> claim.getPath().getName().equals(own.getName()))
            .isPresent();
    if (!first) {
      storage.delete(own);
    }
    return first;
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException("interrupted while taking a lock", e);
    }
  }

  @Override
  public Optional<String> read() {
    return claims().stream().findFirst().flatMap(claim -> unlessGone(claim.getPath()));
  }

  private Optional<String> unlessGone(Path claim) {
    return storage.ifThere("cannot read " + claim, () -> storage.readText(claim));
  }

  @Override
  public void renew(String content) {
    storage.write(renewal(claim(content)), "");
  }

  @Override
  public OptionalLong age() {
    List<FileStatus> files = files();
    Optional<FileStatus> holder = claims(files).stream().findFirst();
    if (holder.isEmpty()) {
      return OptionalLong.empty();
    }
    String renewal = renewal(holder.get().getPath()).getName();
    long written =
        files.stream()
            .filter(file -> file.getPath().getName().equals(renewal))
            .mapToLong(FileStatus::getModificationTime)
            .reduce(holder.get().getModificationTime(), Math::max);
    Path probe = new Path(path, "probe-" + UUID.randomUUID());
    storage.write(probe, "");
    try {
      return OptionalLong.of(storage.status(probe).getModificationTime() - written);
    } finally {
      storage.delete(probe);
    }
  }

  @Override
  public boolean deleteIf(String content) {
    // Whoever else removes it at the same time does the same; a new claim has another name.
    release(content);
    return true;
  }

  @Override
  public void release(String content) {
    Path own = claim(content);
    storage.delete(renewal(own));
    storage.delete(own);
    try {
      // Clients leave an object that stands for the empty folder. Claims are not deleted by this.
      storage.fileSystem().delete(path, false);
    } catch (IOException e) {
      LOG.debug("{} stays", path, e);
    }
  }

  /** Returns the claims, the first one first. */
  private List<FileStatus> claims() {
    return claims(files());
  }

  private static List<FileStatus> claims(List<FileStatus> files) {
    return files.stream()
        .filter(file -> file.getPath().getName().startsWith(CLAIM))
        .sorted(
            Comparator.comparingLong(FileStatus::getModificationTime)
                .thenComparing(file -> file.getPath().getName()))
        .toList();
  }

  private List<FileStatus> files() {
    return storage
        .ifThere("cannot list " + path, () -> Arrays.asList(storage.fileSystem().listStatus(path)))
        .orElseGet(List::of);
  }

  private Path claim(String content) {
    return new Path(path, CLAIM + Checksums.sha256(content));
  }

  private Path renewal(Path claim) {
    return new Path(path, RENEWED + claim.getName());
  }
}
