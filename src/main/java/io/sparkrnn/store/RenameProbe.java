package io.sparkrnn.store;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Finds out whether a run could be written and published somewhere, and leaves nothing there. */
public final class RenameProbe {

  private RenameProbe() {}

  /**
   * Makes a hidden folder, renames it and deletes it, in {@code dir} or, where that is not there
   * yet, in the nearest folder above it.
   *
   * @return why that cannot be; empty if it can, or if it failed for reasons that are not the file
   *     system's kind
   */
  public static Optional<String> in(String dir, Configuration hadoop) {
    try {
      Path wanted = new Path(dir);
      Storage storage = Storage.of(wanted, hadoop).withoutRetries();
      Path place = storage.qualified(wanted);
      while (place.getParent() != null && !storage.exists(place)) {
        place = place.getParent();
      }
      Path from = new Path(place, ".spark-rnn-probe." + UUID.randomUUID());
      Path to = from.suffix(".renamed");
      try {
        storage.makeFolder(from);
        if (!storage.exists(from)) {
          return Optional.of("no folder can be made in " + place);
        }
        storage.rename(from, to);
        if (storage.exists(from) || !storage.exists(to)) {
          return Optional.of("a folder in %s did not get its new name".formatted(place));
        }
        return Optional.empty();
      } finally {
        if (storage.exists(to)) {
          storage.delete(to);
        }
        if (storage.exists(from)) {
          storage.delete(from);
        }
      }
    } catch (UncheckedIOException e) {
      // What may pass, and rights and room, are told by the job that writes there, after its tries.
      return Trouble.of(e) == Trouble.OTHER
          ? Optional.of(String.valueOf(e.getMessage()))
          : Optional.empty();
    } catch (UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }
}
