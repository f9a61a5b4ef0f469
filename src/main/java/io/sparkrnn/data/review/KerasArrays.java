package io.sparkrnn.data.review;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.LimitedInputStream;
import io.sparkrnn.data.numpy.NpyReader;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
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

/** The four arrays of Keras's imdb.npz: word ranks and labels of the reviews, in stored order. */
final class KerasArrays {

  /** Maximum decompressed size of all arrays together, in bytes; Keras's file has 90 MB. */
  private static final long LARGEST = 4L << 30;

  private static final int MOST_ENTRIES = 1_000;
  private static final String SUFFIX = ".npy";
  private static final Set<String> RANKS = Set.of("x_train", "x_test");
  private static final Set<String> LABELS = Set.of("y_train", "y_test");

  private final Map<String, int[][]> ranks = new HashMap<>();
  private final Map<String, long[]> labels = new HashMap<>();

  private KerasArrays() {}

  /**
   * Reviews of one split.
   *
   * @param ranks word ranks of each review
   * @param labels label of each review, unchecked
   */
  record SplitArrays(int[][] ranks, long[] labels) {}

  /**
   * Reads and checks an npz file.
   *
   * @throws BadDataException if it is damaged, lacks an array, or has arrays of unexpected types or
   *     of differing lengths
   */
  static KerasArrays read(String path, Configuration hadoop) {
    return read(path, InputFiles.open(path, hadoop));
  }

  /** As {@link #read(String, Configuration)}, from a stream, which is closed. */
  static KerasArrays read(String path, InputStream in) {
    KerasArrays arrays = new KerasArrays();
    Set<String> found = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      LimitedInputStream content =
          new LimitedInputStream(
              new NotClosing(zip),
              LARGEST,
              () -> tooLarge(path, "more than %d bytes when unzipped".formatted(LARGEST)));
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.add(MessageText.shortened(entry.getName(), 100));
        if (found.size() > MOST_ENTRIES) {
          throw tooLarge(path, "more than %d arrays".formatted(MOST_ENTRIES));
        }
        arrays.add(entry.getName(), content, path);
        // Reading an entry to its end verifies its checksum.
        content.transferTo(OutputStream.nullOutputStream());
        zip.closeEntry();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          "%s is damaged or was not downloaded to its end (%s); arrays found: %s"
              .formatted(path, InputFiles.reason(e), found),
          e);
    }
    for (String split : List.of("train", "test")) {
      arrays.check(split, path, found);
    }
    return arrays;
  }

  private static BadDataException tooLarge(String path, String what) {
    return new BadDataException(
        "%s holds %s; expected Keras's imdb.npz, which is much smaller: download it again"
            .formatted(path, what));
  }

  /** Returns the reviews of a split. */
  SplitArrays part(Split split) {
    String name = suffix(split);
    return new SplitArrays(ranks.get("x_" + name), labels.get("y_" + name));
  }

  /** Suffix of the names of a split's arrays: {@code train} or {@code test}. */
  static String suffix(Split split) {
    return split == Split.TRAIN ? "train" : "test";
  }

  /** Largest word rank in the training reviews; 0 if they have no words. */
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

  private void check(String split, String path, Set<String> found) {
    if (!ranks.containsKey("x_" + split) || !labels.containsKey("y_" + split)) {
      throw new BadDataException(
          ("%s lacks x_%s or y_%s: it holds %s, expected the arrays x_train, y_train, x_test and"
                  + " y_test of Keras's imdb.npz (a truncated file, or one that is not a zip"
                  + " archive, shows fewer or none)")
              .formatted(path, split, split, found));
    }
    int reviewCount = ranks.get("x_" + split).length;
    int labelCount = labels.get("y_" + split).length;
    if (reviewCount != labelCount) {
      throw new BadDataException(
          "%s holds %d reviews in x_%s and %d labels in y_%s, expected equal numbers"
              .formatted(path, reviewCount, split, labelCount, split));
    }
  }

  /** Stream of one entry; closing it does not close the zip stream that it reads from. */
  private static final class NotClosing extends FilterInputStream {
    NotClosing(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
