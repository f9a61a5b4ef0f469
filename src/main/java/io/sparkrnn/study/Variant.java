package io.sparkrnn.study;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way of averaging.
 *
 * @param perEpoch averagings an epoch
 */
public record Variant(Strategy strategy, int perEpoch) {

  private static final Pattern WRITTEN = Pattern.compile("(mean|momentum|dl4j):([1-9][0-9]{0,5})");

  public Variant {
    requireNonNull(strategy, "strategy is null");
  }

  /**
   * Reads what {@link #name} writes.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Variant parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is \"%s\", expected mean, momentum or dl4j, a colon, and averagings an epoch, such as momentum:4"
              .formatted(text));
    }
    return new Variant(
        Strategy.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)));
  }

  /** Such as {@code momentum:4}. */
  public String name() {
    return strategy.name().toLowerCase(Locale.ROOT) + ":" + perEpoch;
  }

  AveragingSettings applyTo(AveragingSettings settings) {
    return settings.with(strategy, perEpoch);
  }
}
