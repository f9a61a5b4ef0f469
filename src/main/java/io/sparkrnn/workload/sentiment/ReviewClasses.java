package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ClassSettings.Kind;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.TextClasses;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The classes of a model, which are stored with it unless they are negative and positive. */
final class ReviewClasses {

  /** Name of the asset with a line for each class: its index, a tab and its name. */
  static final String ASSET = "classes.txt";

  private ReviewClasses() {}

  /** Returns the asset that stores classes; empty for negative and positive. */
  static Optional<Asset> asset(TextClasses classes) {
    if (classes.isBinary()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < classes.count(); index++) {
      text.append(index).append('\t').append(classes.names().get(index)).append('\n');
    }
    return Optional.of(new Asset(ASSET, text.toString()));
  }

  /**
   * Returns the classes of a model or of prepared data.
   *
   * @param assets its assets; empty: it is not prepared yet, and the settings decide; as many
   *     classes as may be found have numbers as names then
   * @throws ConfigurationException if the settings are those of other classes
   * @throws BadDataException if the asset is damaged
   */
  static TextClasses of(List<Asset> assets, ClassSettings settings) {
    Optional<TextClasses> stored = Asset.content(assets, ASSET).map(ReviewClasses::parsed);
    if (assets.isEmpty()) {
      return expected(settings);
    }
    if (stored.isPresent() == (settings.kind() == Kind.BINARY)) {
      throw new ConfigurationException(
          stored
              .map(
                  classes ->
                      "the model has the classes %s, but %s = binary; set it to found"
                          .formatted(TextClasses.shown(classes.names(), 10), ClassSettings.KIND))
              .orElse(
                  "the model has the classes negative and positive, but %s = %s; set it to binary"
                      .formatted(
                          ClassSettings.KIND, settings.kind().name().toLowerCase(Locale.ROOT))));
    }
    return stored.orElse(TextClasses.BINARY);
  }

  private static TextClasses expected(ClassSettings settings) {
    return switch (settings.kind()) {
      case BINARY -> TextClasses.BINARY;
      case LISTED -> TextClasses.of(settings.names());
      case FOUND ->
          TextClasses.of(IntStream.range(0, settings.most()).mapToObj(Integer::toString).toList());
    };
  }

  private static TextClasses parsed(String text) {
    List<String> names = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String prefix = names.size() + "\t";
      if (!line.startsWith(prefix) || line.length() == prefix.length()) {
        throw new BadDataException(
            "the model's %s is damaged in line %d: expected %d, a tab and the name of a class"
                .formatted(ASSET, names.size() + 1, names.size()));
      }
      names.add(line.substring(prefix.length()));
    }
    if (names.size() < 2) {
      throw new BadDataException(
          "the model's %s holds %d classes, expected two or more".formatted(ASSET, names.size()));
    }
    return TextClasses.of(names);
  }

  /** Returns found labels in the order of classes: numbers by value, then texts. */
  static List<String> sorted(List<String> labels) {
    return labels.stream()
        .sorted(
            Comparator.comparing(
                    ReviewClasses::number, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static BigDecimal number(String label) {
    try {
      return new BigDecimal(label);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
