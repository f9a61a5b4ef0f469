package io.sparkrnn.data.review;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Grammar that generates reviews for or against a film. Its rules are in {@code
 * sample-grammar.txt}, which describes their format, and {@code sample-words.txt}.
 *
 * <p>What it generates depends on the seed alone: no rule draws from a shared sequence of random
 * numbers, so a choice in one place changes nothing elsewhere.
 */
final class SampleGrammar {

  private static final List<String> RESOURCES = List.of("sample-grammar.txt", "sample-words.txt");
  private static final String START = "review";

  /** A reference to a rule: {@code <name>}, or {@code <!name>} for the opposite sentiment. */
  private static final Pattern REFERENCE = Pattern.compile("<(!?)([^<>]+)>");

  private static final Pattern WEIGHTED = Pattern.compile("(\\d+)\\* (.*)");
  private static final Pattern NOTHING = Pattern.compile("~");
  private static final Pattern SENTENCE_START = Pattern.compile("(^\"?|[.!?] \"?)([a-z])");

  /** The article before a word that begins with a vowel, as far as spelling tells. */
  private static final Pattern BEFORE_VOWEL =
      Pattern.compile("\\b([Aa]) (?=[aeiouAEIOU]|hour|honest)(?!uniq|use|one\\b|one-|eu)");

  /** Short forms, which half of the reviews have, in the order in which they are applied. */
  private static final List<ShortForm> SHORT_FORMS =
      List.of(
          new ShortForm("\\b(did|does|do|was|were|could|would) not\\b", "$1n't"),
          new ShortForm("(?<!about )\\b([Ii]t|[Tt]hat|[Tt]here) is\\b", "$1's"),
          new ShortForm("\\b(I|you) will\\b", "$1'll"),
          new ShortForm("\\bI have\\b", "I've"),
          new ShortForm("\\bI would\\b", "I'd"),
          new ShortForm("\\bI am\\b", "I'm"));

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** Alternatives by sentiment and name of the rule, each as many times as its weight. */
  private final Map<Sentiment, Map<String, List<String>>> rules =
      Map.of(Sentiment.FOR, new HashMap<>(), Sentiment.AGAINST, new HashMap<>());

  private SampleGrammar() {}

  /**
   * Reads the grammar from the class path.
   *
   * @throws IllegalStateException if a line is neither a rule's name nor alternatives, or refers to
   *     no rule, with that line
   */
  static SampleGrammar load() {
    SampleGrammar grammar = new SampleGrammar();
    RESOURCES.forEach(grammar::read);
    grammar.rules.forEach(
        (sentiment, lists) ->
            lists.values().forEach(list -> list.forEach(text -> grammar.check(text, sentiment))));
    return grammar;
  }

  /**
   * Generates a review with the given sentiment. Reviews of the same seed but opposite sentiments
   * are contrasts: where a rule has the same alternatives for both, both have the same one.
   */
  String review(Sentiment sentiment, long seed) {
    String text = expand(START, sentiment, seed);
    if (choose(seed, 2) == 0) {
      for (ShortForm form : SHORT_FORMS) {
        text = text.replaceAll(form.words(), form.shortened());
      }
    }
    text = text.replaceAll(" +", " ").replaceAll(" ([.,!?])", "$1").strip();
    text = BEFORE_VOWEL.matcher(text).replaceAll("$1n ");
    return SENTENCE_START
        .matcher(text)
        .replaceAll(start -> start.group(1) + start.group(2).toUpperCase(Locale.ROOT));
  }

  private String expand(String name, Sentiment sentiment, long seed) {
    List<String> alternatives = rules.get(sentiment).get(name);
    Matcher references = REFERENCE.matcher(alternatives.get(choose(seed, alternatives.size())));
    StringBuilder text = new StringBuilder();
    long child = seed;
    while (references.find()) {
      child += GOLDEN_GAMMA;
      String expansion = expand(references.group(2), referred(references, sentiment), mix(child));
      references.appendReplacement(text, Matcher.quoteReplacement(expansion));
    }
    return references.appendTail(text).toString();
  }

  private static Sentiment referred(Matcher reference, Sentiment sentiment) {
    return reference.group(1).isEmpty() ? sentiment : sentiment.opposite();
  }

  private static int choose(long seed, int count) {
    return (int) Long.remainderUnsigned(mix(seed), count);
  }

  /** Scrambles the bits of a seed, as SplitMix64 does (Steele, Lea and Flood 2014). */
  private static long mix(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private void read(String resource) {
    InputStream in =
        Objects.requireNonNull(
            SampleGrammar.class.getResourceAsStream(resource),
            () -> resource + " is not on the class path: rebuild the jar");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<List<String>> lists = List.of();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(" ")) {
          List<String> alternatives = alternatives(line);
          lists.forEach(list -> list.addAll(alternatives));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          lists = rule(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the rule that a line names, and returns its lists of alternatives, still empty. */
  private List<List<String>> rule(String line) {
    if (!line.matches("[a-z-]*[a-z][+-]?:")) {
      throw new IllegalStateException("expected NAME:, NAME+: or NAME-:, found " + line);
    }
    String name = line.replaceFirst("[+-]?:$", "");
    List<List<String>> lists = new ArrayList<>();
    for (Sentiment sentiment : Sentiment.values()) {
      if (!line.endsWith(sentiment.opposite().mark + ":")) {
        List<String> list = new ArrayList<>();
        if (rules.get(sentiment).put(name, list) != null) {
          throw new IllegalStateException("the grammar has two rules " + line);
        }
        lists.add(list);
      }
    }
    return lists;
  }

  private static List<String> alternatives(String line) {
    List<String> alternatives = new ArrayList<>();
    for (String part : line.split("\\|")) {
      Matcher weighted = WEIGHTED.matcher(part.strip());
      int weight = weighted.matches() ? Integer.parseInt(weighted.group(1)) : 1;
      String text = weighted.matches() ? weighted.group(2) : part.strip();
      for (int i = 0; i < weight; i++) {
        alternatives.add(NOTHING.matcher(text).replaceAll(""));
      }
    }
    return alternatives;
  }

  private void check(String text, Sentiment sentiment) {
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      if (!rules.get(referred(references, sentiment)).containsKey(references.group(2))) {
        throw new IllegalStateException(
            "the grammar has no rule for %s in: %s".formatted(references.group(), text));
      }
    }
  }

  /**
   * A short form.
   *
   * @param words regular expression of the words that it stands for
   * @param shortened replacement of them
   */
  private record ShortForm(String words, String shortened) {}

  /** Sentiment of a review. */
  enum Sentiment {
    FOR("+"),
    AGAINST("-");

    /** Ends the names of rules for this sentiment alone. */
    private final String mark;

    Sentiment(String mark) {
      this.mark = mark;
    }

    Sentiment opposite() {
      return this == FOR ? AGAINST : FOR;
    }
  }
}
