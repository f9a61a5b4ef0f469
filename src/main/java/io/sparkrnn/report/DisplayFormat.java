package io.sparkrnn.report;

import io.sparkrnn.store.StoredRun;
import io.sparkrnn.workload.Scores.Score;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats numbers and score names for display, independent of the locale. */
final class DisplayFormat {

  /** Text for a number that is missing, NaN or infinite. */
  static final String NONE = "–";

  private static final Set<String> ACRONYMS =
      Set.of("auc", "f1", "mae", "mape", "mase", "mse", "pca", "r2", "rmse", "ssim");

  /** Titles of scores with a unit. */
  private static final Map<String, String> UNITS =
      Map.of("psnr", "PSNR (dB)", "smape", "sMAPE (%)");

  private DisplayFormat() {}

  /** Formats a score: as percentage, such as 86.53 %, for accuracies, else with four decimals. */
  static String score(String name, double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return Score.isAccuracy(name) ? percent(value, 2) : new Score(name, value).text();
  }

  /** Formats a share from 0 to 1 as a percentage. */
  static String percent(double share, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f %%", share * 100);
  }

  /** Formats a whole number with thousands separators. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Formats a number with a fixed number of decimals and thousands separators. */
  static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
        : NONE;
  }

  /** Formats with three significant digits, without trailing zeros, such as 0.001 or 2.5e-7. */
  static String compact(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-4 && size < 1e9)
        ? rounded.toPlainString()
        : rounded.toString().replace('E', 'e');
  }

  /** Formats a score's name as a title: "mean_absolute_error" becomes "Mean Absolute Error". */
  static String title(String name) {
    return Arrays.stream(name.split("_"))
        .filter(word -> !word.isEmpty())
        .map(DisplayFormat::titleWord)
        .collect(Collectors.joining(" "));
  }

  /** Formats the name of a score of an epoch: "val_loss" becomes "Validation loss". */
  static String epochScore(String name) {
    return name.startsWith(StoredRun.VALIDATION)
        ? "Validation " + lowerFirst(title(name.substring(StoredRun.VALIDATION.length())))
        : "Training " + lowerFirst(title(name));
  }

  private static String lowerFirst(String title) {
    boolean acronym = title.length() > 1 && Character.isUpperCase(title.charAt(1));
    return acronym || title.isEmpty()
        ? title
        : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }

  private static String titleWord(String word) {
    if (UNITS.containsKey(word)) {
      return UNITS.get(word);
    }
    return ACRONYMS.contains(word)
        ? word.toUpperCase(Locale.ROOT)
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
