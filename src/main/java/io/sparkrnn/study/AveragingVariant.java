package io.sparkrnn.study;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kind of averaging: a strategy and its frequency.
 *
 * @param strategy the averaging strategy
 * @param perEpoch averaging rounds per epoch
 */
public record AveragingVariant(Strategy strategy, int perEpoch) {

  private static final Pattern WRITTEN = Pattern.compile("(mean|momentum|dl4j):([1-9][0-9]{0,5})");

  public AveragingVariant {
    requireNonNull(strategy, "strategy is null");
  }

  /**
   * Parses the text that {@link #name} returns.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static AveragingVariant parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is \"%s\", expected mean, momentum or dl4j, a colon, and the averaging rounds per epoch, such as momentum:4"
              .formatted(text));
    }
    return new AveragingVariant(
        Strategy.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        Integer.parseInt(matcher.group(2)));
  }

  /** Returns a name such as {@code momentum:4}. */
  public String name() {
    return strategy.name().toLowerCase(Locale.ROOT) + ":" + perEpoch;
  }

  /** Returns the settings with this strategy and frequency. */
  AveragingSettings applyTo(AveragingSettings settings) {
    return settings.with(strategy, perEpoch);
  }
}
