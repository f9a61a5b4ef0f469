package io.sparkrnn.data;

import io.sparkrnn.data.numpy.NpyReader;
import io.sparkrnn.error.BadDataException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;

/** The four arrays of Keras's imdb.npz: word ranks of reviews and their labels, in stored order. */
final class KerasArrays {

  /** In bytes, all arrays together when unzipped; Keras's file has 90 MB. */
  private static final long LARGEST = 4L << 30;

  private static final int MOST_ENTRIES = 1_000;
  private static final String SUFFIX = ".npy";
  private static final Set<String> RANKS = Set.of("x_train", "x_test");
  private static final Set<String> LABELS = Set.of("y_train", "y_test");

  private final Map<String, int[][]> ranks = new HashMap<>();
  private final Map<String, long[]> labels = new HashMap<>();

  private KerasArrays() {}

  /** One split's reviews. */
  static final class Part {

    private final int[][] ranks;
    private final long[] labels;

    private Part(int[][] ranks, long[] labels) {
      this.ranks = ranks;
      this.labels = labels;
    }

    int size() {
      return ranks.length;
    }

    int[] ranks(int index) {
      return ranks[index];
    }

    long label(int index) {
      return labels[index];
    }
  }

  /**
   * Reads and checks an npz file.
   *
   * @throws BadDataException if it is damaged, or its arrays are not Keras's or do not fit together
   */
  static KerasArrays read(String path, Configuration hadoop) {
    return read(path, Inputs.open(path, hadoop));
  }

  /** As {@link #read(String, Configuration)}; takes the stream over and closes it. */
  static KerasArrays read(String path, InputStream in) {
    KerasArrays arrays = new KerasArrays();
    Set<String> found = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      LimitedStream content =
          new LimitedStream(
              new NotClosing(zip),
              LARGEST,
              () -> beyond(path, "more than %d bytes when unzipped".formatted(LARGEST)));
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.add(shortened(entry.getName()));
        if (found.size() > MOST_ENTRIES) {
          throw beyond(path, "more than %d arrays".formatted(MOST_ENTRIES));
        }
        arrays.add(entry.getName(), content, path);
        // Reading an entry to its end is what compares its checksum.
        content.transferTo(OutputStream.nullOutputStream());
        zip.closeEntry();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "%s is damaged or was not downloaded to its end (%s); arrays found: %s"
              .formatted(path, Inputs.reason(e), found),
          e);
    }
    for (String part : List.of("train", "test")) {
      arrays.check(part, path, found);
    }
    return arrays;
  }

  private static BadDataException beyond(String path, String what) {
    return new BadDataException(
        "%s holds %s; expected Keras's imdb.npz, which is far from that: download it again"
            .formatted(path, what));
  }

  private static String shortened(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100) + "...";
  }

  Part part(Split split) {
    String name = suffix(split);
    return new Part(ranks.get("x_" + name), labels.get("y_" + name));
  }

  static String suffix(Split split) {
    return split == Split.TRAIN ? "train" : "test";
  }

  /** The largest rank among the training reviews, 0 if they hold none. */
  int largestTrainingRank() {
    int largest = 0;
    for (int[] review : ranks.get("x_train")) {
      for (int rank : review) {
        largest = Math.max(largest, rank);
      }
    }
    return largest;
  }

  private void add(String entry, InputStream array, String path) throws IOException {
    if (!entry.endsWith(SUFFIX)) {
      return;
    }
    String name = entry.substring(0, entry.length() - SUFFIX.length());
    String where = path + "#" + name;
    if (RANKS.contains(name)) {
      ranks.put(name, NpyReader.integerLists(array, where));
    } else if (LABELS.contains(name)) {
      labels.put(name, NpyReader.integers(array, where));
    }
  }

  private void check(String part, String path, Set<String> found) {
    if (!ranks.containsKey("x_" + part) || !labels.containsKey("y_" + part)) {
      throw new BadDataException(
          ("%s lacks x_%s or y_%s: it holds %s, expected the arrays x_train, y_train, x_test and"
                  + " y_test of Keras's imdb.npz (no zip, or one"
                  + " that was cut short, shows none or fewer)")
              .formatted(path, part, part, found));
    }
    int reviews = ranks.get("x_" + part).length;
    int judged = labels.get("y_" + part).length;
    if (reviews != judged) {
      throw new BadDataException(
          "%s holds %d reviews in x_%s and %d labels in y_%s, expected as many"
              .formatted(path, reviews, part, judged, part));
    }
  }

  /** Lets a reader buffer and end without closing the zip around its entry. */
  private static final class NotClosing extends FilterInputStream {
    NotClosing(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
