package io.sparkrnn.data.review;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of the classes that labels name ({@code data.labels.*}).
 *
 * @param kind where the classes are from
 * @param names names of the classes, in the order of the network's outputs; empty unless listed
 * @param most maximum number of classes that are found
 */
public record ClassSettings(Kind kind, List<String> names, int most) {

  public static final String KIND = "data.labels.classes";
  static final String NAMES = "data.labels.names";
  static final String MOST = "data.labels.max-classes";

  /** Maximum length of a class's name, in characters. */
  static final int LONGEST_NAME = 100;

  /** Largest value of {@link #MOST}. */
  private static final int LIMIT = 10_000;

  /** Origins of the classes. */
  public enum Kind {
    /** Two classes, positive and negative. */
    BINARY,
    /** The classes of a list. */
    LISTED,
    /** The labels of the training rows. */
    FOUND
  }

  public ClassSettings {
    requireNonNull(kind, "kind is null");
    names = List.copyOf(names);
  }

  /** Settings of the two classes positive and negative. */
  public static ClassSettings binary() {
    return new ClassSettings(Kind.BINARY, List.of(), LIMIT);
  }

  static ClassSettings read(SettingsReader read) {
    ClassSettings settings =
        new ClassSettings(
            read.choice(KIND, Kind.class), read.textsOrNone(NAMES), read.count(MOST, 2, LIMIT));
    if (read.valid(KIND, NAMES)) {
      settings.requireNames(read);
    }
    return settings;
  }

  private void requireNames(SettingsReader read) {
    if (kind != Kind.LISTED) {
      if (!names.isEmpty()) {
        read.reject(
            NAMES,
            "has no effect with %s = %s, expected listed".formatted(KIND, read.written(KIND)));
      }
      return;
    }
    if (names.size() < 2 || names.size() > LIMIT) {
      read.reject(
          NAMES,
          "holds %d names, expected those of 2 to %d classes with %s = listed"
              .formatted(names.size(), LIMIT, KIND));
    }
    Set<String> before = new HashSet<>();
    for (String name : names) {
      if (!isName(name)) {
        read.reject(
            NAMES,
            "holds \"%.120s\", expected names of 1 to %d characters without line breaks or white space around them"
                .formatted(name, LONGEST_NAME));
      }
      if (!before.add(LabelParser.canonical(name))) {
        read.reject(NAMES, "holds \"%s\" twice, expected different names".formatted(name));
      }
    }
  }

  /** Whether a text can be the name of a class. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl);
  }
}
