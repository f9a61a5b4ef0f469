package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.BadDataException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A labelled review's place in the Large Movie Review Dataset, {@code aclImdb/train/pos/0_9.txt}.
 *
 * @param origin the place as it is named in rows
 */
record ImdbMember(Split split, int label, String origin) implements Serializable {

  static final String ROOT = "aclImdb";

  /** A review longer than this is no review: the longest of the data set has 14 KB. */
  static final int LARGEST = 1 << 20;

  /** Hidden files are left out: archives made on a Mac hold one beside each real file. */
  private static final Pattern NAME = Pattern.compile("[^./][^/]*\\.txt");

  private static final Pattern ENTRY =
      Pattern.compile("(?:\\./)?(" + ROOT + "/(train|test)/(pos|neg)/(" + NAME.pattern() + "))");

  ImdbMember {
    requireNonNull(split, "split is null");
    requireNonNull(origin, "origin is null");
  }

  /** The review that an archive's entry holds; empty for all other entries. */
  static Optional<ImdbMember> ofEntry(String name) {
    Matcher entry = ENTRY.matcher(name);
    return entry.matches()
        ? Optional.of(
            new ImdbMember(
                entry.group(2).equals("train") ? Split.TRAIN : Split.TEST,
                entry.group(3).equals("pos") ? 1 : 0,
                entry.group(1)))
        : Optional.empty();
  }

  static boolean isReviewName(String fileName) {
    return NAME.matcher(fileName).matches();
  }

  /** Where reviews of a kind lie below the data set's root: {@code train/pos}. */
  static String folder(Split split, int label) {
    return split.name().toLowerCase(Locale.ROOT) + (label == 1 ? "/pos" : "/neg");
  }

  BadRow bad(String reason) {
    return new BadRow(origin, 1, reason);
  }

  BadRow tooLarge(long bytes) {
    return bad("has %d bytes, expected a review of at most %d".formatted(bytes, LARGEST));
  }

  /** The review in a file's bytes, or why there is none. */
  SourceRow row(byte[] bytes) {
    Utf8.Decoded decoded = Utf8.decode(bytes);
    if (decoded instanceof Utf8.Broken broken) {
      return bad(broken.reason());
    }
    String text = ((Utf8.Text) decoded).text();
    return Texts.fault(text)
        .<SourceRow>map(this::bad)
        .orElseGet(() -> new Review(split, origin, 1, label, text));
  }

  /** How many reviews of each kind there are; none of the four kinds may be missing. */
  static final class Census {

    private final Map<Split, int[]> counts = new EnumMap<>(Split.class);

    void count(ImdbMember member) {
      counts.computeIfAbsent(member.split(), split -> new int[2])[member.label()]++;
    }

    /**
     * Checks that all four kinds were seen.
     *
     * @param where what messages call the input
     */
    void requireAll(String where) {
      for (Split split : Split.values()) {
        for (int label = 1; label >= 0; label--) {
          if (counts.getOrDefault(split, new int[2])[label] == 0) {
            throw new BadDataException(
                ("%s holds no reviews %s/%s/*.txt (found: %s); expected the Large Movie Review"
                        + " Dataset with train and test, each with pos and neg")
                    .formatted(where, ROOT, folder(split, label), this));
          }
        }
      }
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (Split split : Split.values()) {
        for (int label = 1; label >= 0; label--) {
          text.append(text.isEmpty() ? "" : ", ")
              .append(counts.getOrDefault(split, new int[2])[label])
              .append(' ')
              .append(folder(split, label));
        }
      }
      return text.toString();
    }
  }
}
