package io.sparkrnn.store;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.TrainingState;
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

/** Checkpoints of a run: a hidden folder beside the run's folder, with one file per checkpoint. */
public final class Checkpoints implements EpochListener {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Pattern NAME = Pattern.compile("epoch-\\d{6}\\.checkpoint");

  private final Storage storage;
  private final Path folder;
  private final Runnable requireLock;
  private final CheckpointSettings settings;
  private final Map<String, String> identity;
  private int epochs;

  /**
   * Creates access to the checkpoints in a folder.
   *
   * @param requireLock fails if another job has taken over the run
   * @param identity settings and data, by name, that must match for a job to resume
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

  /** Handling of a checkpoint that was written with other settings or data. */
  public enum OnMismatch {
    REFUSE,
    ACCEPT
  }

  /**
   * Returns the state of the newest intact checkpoint; empty if there is none. Damaged ones are
   * logged and skipped.
   *
   * @throws ConfigurationException if it was written with other settings or data; names each
   *     difference
   */
  public Optional<TrainingState> open(Checkpoints.OnMismatch changed) {
    List<Path> newestFirst = list();
    for (Path file : newestFirst) {
      try {
        CheckpointFile checkpoint = read(file);
        if (changed == Checkpoints.OnMismatch.REFUSE) {
          requireSame(checkpoint.identity(), file);
        }
        epochs = checkpoint.state().allEpochs().size();
        return Optional.of(checkpoint.state());
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "the checkpoint {} is damaged: {}; using the previous one",
            SecretRedaction.hidden(file.toString()),
            e.getMessage());
      }
    }
    if (!newestFirst.isEmpty()) {
      LOG.warn(
          "all checkpoints in {} are damaged; training starts from epoch 1",
          SecretRedaction.hidden(folder.toString()));
    }
    return Optional.empty();
  }

  /** Deletes the checkpoints of an earlier job. */
  public void discard() {
    if (storage.exists(folder)) {
      LOG.warn("removing the checkpoints of an earlier job, since --resume is not set");
      storage.delete(folder);
    }
  }

  private void requireSame(Map<String, String> theirs, Path file) {
    TreeSet<String> keys = new TreeSet<>(theirs.keySet());
    keys.addAll(identity.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String was = theirs.getOrDefault(key, "not set");
      String is = identity.getOrDefault(key, "not set");
      if (!was.equals(is)) {
        differences.add("%n  %s: was %s, is %s".formatted(key, was, is));
      }
    }
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          ("the checkpoint %s was written with other settings or data:%s%nRestore these values,"
                  + " train from scratch without --resume, or resume anyway with --accept-changes")
              .formatted(file, String.join("", differences)));
    }
  }

  @Override
  public void resumable(Supplier<TrainingState> state) {
    epochs++;
    if (settings.everyEpochs() == 0 || epochs % settings.everyEpochs() != 0) {
      return;
    }
    requireLock.run();
    storage.makeFolder(folder);
    CheckpointFile checkpoint = new CheckpointFile(identity, state.get());
    storage.write(new Path(folder, "epoch-%06d.checkpoint".formatted(epochs)), checkpoint::write);
    list().stream().skip(settings.keep()).forEach(storage::delete);
  }

  private CheckpointFile read(Path file) {
    return storage.io(
        "cannot read " + file,
        () -> {
          long length = storage.fileSystem().getFileStatus(file).getLen();
          try (InputStream in = new BufferedInputStream(storage.fileSystem().open(file))) {
            return CheckpointFile.read(in, length);
          }
        });
  }

  /** Returns the number of epochs of the newest checkpoint in a folder; 0 if there is none. */
  static int epochs(Storage storage, Path folder) {
    return list(storage, folder).stream()
        .findFirst()
        .map(file -> Integer.parseInt(file.getName().replaceAll("\\D", "")))
        .orElse(0);
  }

  private List<Path> list() {
    return list(storage, folder);
  }

  /** Returns all checkpoint files, newest first. */
  private static List<Path> list(Storage storage, Path folder) {
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
