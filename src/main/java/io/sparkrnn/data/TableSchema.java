package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.error.BadDataException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Which columns of a table make a review, and how its labels are spelt.
 *
 * @param unlabelled what a row without a label is
 */
record TableSchema(String text, String label, LabelMapping labels, Unlabelled unlabelled)
    implements Serializable {

  private static final int LONGEST_SHOWN = 1_000;

  TableSchema {
    requireNonNull(text, "text is null");
    requireNonNull(label, "label is null");
    requireNonNull(labels, "labels is null");
    requireNonNull(unlabelled, "unlabelled is null");
  }

  static TableSchema of(DataSettings settings) {
    return new TableSchema(
        settings.textColumn(),
        settings.labelColumn(),
        new LabelMapping(settings.positiveLabels(), settings.negativeLabels()),
        settings.unlabelled());
  }

  /**
   * Checks that a table has both columns.
   *
   * @param where what messages call the table
   */
  void requireColumns(Collection<String> found, String where) {
    requireColumn(text, ReviewSources.TEXT_COLUMN, found, where);
    requireColumn(label, ReviewSources.LABEL_COLUMN, found, where);
  }

  private static void requireColumn(
      String wanted, String key, Collection<String> found, String where) {
    if (!found.contains(wanted)) {
      throw new BadDataException(
          "%s has no column '%s' (%s): its columns are %s%s"
              .formatted(
                  where,
                  wanted,
                  key,
                  shown(found),
                  nearest(wanted, found)
                      .map(name -> "; did you mean %s = '%s'?".formatted(key, name))
                      .orElse("")));
    }
  }

  /** Of a file that is no table, the first line may be endless. */
  private static String shown(Collection<String> names) {
    String all = names.toString();
    return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "...]";
  }

  private static Optional<String> nearest(String wanted, Collection<String> found) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String sought = wanted.toLowerCase(Locale.ROOT);
    return found.stream()
        .filter(name -> !name.isBlank() && name.length() < LONGEST_SHOWN)
        .min(
            Comparator.comparingInt(name -> distance.apply(sought, name.toLowerCase(Locale.ROOT))));
  }
}
