package io.sparkrnn.store;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.ResumePoints;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run, one file each, beside where the run is written. */
public final class Checkpoints implements ResumePoints {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Pattern NAME = Pattern.compile("epoch-\\d{6}\\.checkpoint");

  private final Storage storage;
  private final Path folder;
  private final Runnable requireLock;
  private final CheckpointSettings settings;
  private final Map<String, String> identity;
  private Optional<ResumePoint> last = Optional.empty();
  private int epochs;

  /**
   * Those in a folder.
   *
   * @param requireLock fails if another job has taken the run over
   * @param identity what makes two jobs the same: settings and data, by name
   */
  Checkpoints(
      Storage storage,
      Path folder,
      Runnable requireLock,
      CheckpointSettings settings,
      Map<String, String> identity) {
    this.storage = storage;
    this.folder = folder;
    this.requireLock = requireLock;
    this.settings = settings;
    this.identity = Map.copyOf(identity);
  }

  /** What to do with a checkpoint that a job of other settings or data wrote. */
  public enum Changed {
    REFUSE,
    ACCEPT
  }

  /**
   * Finds the newest checkpoint that is whole; one that is damaged is told of and left.
   *
   * @throws ConfigurationException if it is of other settings or data, which are named
   */
  public void open(Changed changed) {
    List<Path> newestFirst = list();
    for (Path file : newestFirst) {
      try {
        CheckpointFile.Content content = read(file);
        if (changed == Changed.REFUSE) {
          requireSame(content.identity(), file);
        }
        last = Optional.of(content.point());
        epochs = content.point().epochs();
        return;
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "the checkpoint {} is damaged: {}; using the one before",
            Secrets.hidden(file.toString()),
            e.getMessage());
      }
    }
    if (!newestFirst.isEmpty()) {
      LOG.warn(
          "no checkpoint in {} is whole; training begins anew", Secrets.hidden(folder.toString()));
    }
  }

  /** Forgets what an earlier job left. */
  public void discard() {
    if (storage.exists(folder)) {
      LOG.warn("beginning anew; checkpoints of an earlier job are removed, --resume would go on");
      storage.delete(folder);
    }
  }

  private void requireSame(Map<String, String> theirs, Path file) {
    TreeSet<String> keys = new TreeSet<>(theirs.keySet());
    keys.addAll(identity.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String was = theirs.getOrDefault(key, "not there");
      String is = identity.getOrDefault(key, "not there");
      if (!was.equals(is)) {
        differences.add("%n  %s: was %s, is %s".formatted(key, was, is));
      }
    }
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          ("the checkpoint %s is of another job:%s%nSet these back, begin anew without --resume, or"
                  + " go on all the same with --accept-changes")
              .formatted(file, String.join("", differences)));
    }
  }

  @Override
  public Optional<ResumePoint> last() {
    return last;
  }

  @Override
  public void reached(Supplier<ResumePoint> point) {
    epochs++;
    if (settings.everyEpochs() == 0 || epochs % settings.everyEpochs() != 0) {
      return;
    }
    requireLock.run();
    storage.makeFolder(folder);
    storage.write(
        new Path(folder, "epoch-%06d.checkpoint".formatted(epochs)), content(point.get()));
    list().stream().skip(settings.keep()).forEach(storage::delete);
  }

  private Storage.Content content(ResumePoint point) {
    CheckpointFile.Content content = new CheckpointFile.Content(identity, point);
    return out -> CheckpointFile.write(content, out);
  }

  private CheckpointFile.Content read(Path file) {
    return storage.io(
        "cannot read " + file,
        () -> {
          long length = storage.fileSystem().getFileStatus(file).getLen();
          try (InputStream in = new BufferedInputStream(storage.fileSystem().open(file))) {
            return CheckpointFile.read(in, length);
          }
        });
  }

  /** All there are, the newest first. */
  private List<Path> list() {
    if (!storage.exists(folder)) {
      return List.of();
    }
    FileStatus[] files =
        storage.io("cannot list " + folder, () -> storage.fileSystem().listStatus(folder));
    return Arrays.stream(files)
        .map(FileStatus::getPath)
        .filter(file -> NAME.matcher(file.getName()).matches())
        .sorted(Comparator.comparing(Path::getName).reversed())
        .toList();
  }
}
