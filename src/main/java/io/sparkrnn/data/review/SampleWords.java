package io.sparkrnn.data.review;

import java.util.List;

/** Words and phrases of which {@link SampleGrammar} builds reviews. */
final class SampleWords {

  static final List<String> THINGS =
      List.of("film", "movie", "picture", "drama", "comedy", "thriller", "western", "remake");

  static final List<String> ASPECTS =
      list(
          "acting, script, plot, dialogue, music, camera work, ending, opening, pacing, "
              + "humour, editing, lead, supporting cast, villain, romance, direction, sound, "
              + "scenery, middle act, final scene");

  static final List<String> PRAISE =
      list(
          "good, great, superb, charming, clever, moving, gripping, funny, fresh, honest, "
              + "elegant, memorable, convincing, warm, inventive, tender, sharp, delightful, rich, "
              + "graceful");

  static final List<String> BLAME =
      list(
          "bad, awful, dull, clumsy, boring, flat, stale, tedious, silly, weak, hollow, lazy, "
              + "messy, predictable, wooden, ugly, tiresome, shallow, pointless, forced");

  static final List<String> TRIUMPHS =
      list("masterpiece, triumph, treat, small wonder, gem, pleasure, success, revelation");

  static final List<String> FAILURES =
      List.of("disaster", "failure", "chore", "mess", "bore", "waste of film", "letdown", "fiasco");

  static final List<String> DEGREES =
      List.of("very ", "quite ", "really ", "rather ", "truly ", "so ", "", "", "", "");

  static final List<String> DENIALS = List.of("not", "never", "hardly", "far from");

  static final List<String> COMPANIONS =
      list(
          "my sister, an old friend, my neighbour, two colleagues, my father, the whole "
              + "family");

  static final List<String> PLACES =
      list(
          "on a rainy Sunday, at a small festival, on a long flight, late at night, in a half "
              + "empty cinema, on an old television, during the holidays");

  static final List<String> HEROES =
      list(
          "a retired sailor, a young teacher, the elder of two brothers, a nervous detective, "
              + "a travelling cook, an unlucky gambler, a widow with a secret, a country doctor");

  static final List<String> AIMS =
      List.of(
          "comes back to a village after forty years", "has to cross the mountains before winter",
          "looks for a painting that nobody has seen", "wants to save a theatre from closing",
          "takes a job at a remote lighthouse", "finds a letter meant for somebody else",
          "gets drawn into a quarrel about land", "must share a house with a stranger");

  static final List<String> FILLERS =
      List.of(
          "It runs for about two hours.", "The story is set in the fifties.",
          "I have not read the book.", "There are no famous names in it.",
          "Most of it takes place in one house.", "It was shot in black and white.",
          "I knew nothing about it before.", "The director has made three others.",
          "The titles roll over a view of the harbour.", "Part of it is told in letters.",
          "It is the second one in a series.", "The subtitles were easy to follow.");

  static final List<String> TURNS =
      List.of("Still,", "Even so,", "In the end, though,", "All the same,", "And yet");

  private SampleWords() {}

  private static List<String> list(String commaSeparated) {
    return List.of(commaSeparated.split(", "));
  }
}
