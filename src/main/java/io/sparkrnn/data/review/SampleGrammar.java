package io.sparkrnn.data.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Generator of short synthetic reviews for or against a film.
 *
 * <p>A bag-of-words model must not suffice to classify them: 30 % of the opinions negate an
 * adjective of the opposite sentiment, and 35 % of the reviews state an opinion of the opposite
 * sentiment first.
 *
 * @param random generator, of this class because its specification defines the numbers
 */
record SampleGrammar(Random random) {

  /** Probability that an opinion negates an adjective of the opposite sentiment. */
  private static final double NEGATED = 0.3;

  /** Probability that a review begins with an opinion of the opposite sentiment. */
  private static final double TWO_SIDED = 0.35;

  /** Probability that a review ends with a rating or a fixed phrase. */
  private static final double IDIOM = 0.16;

  /** Generates a review of 15 to 60 words with the given sentiment. */
  String review(Sentiment sentiment) {
    List<String> sentences = new ArrayList<>();
    sentences.add(opening());
    if (chance(0.5)) {
      sentences.add(pick(SampleWords.FILLERS));
    }
    if (chance(TWO_SIDED)) {
      sentences.add(sentence(opinion(sentiment.opposite())));
      sentences.add(pick(SampleWords.TURNS) + " " + opinion(sentiment) + ".");
    } else {
      sentences.add(chance(0.1) ? contrast(sentiment) : sentence(opinion(sentiment)));
      sentences.add(sentence(opinion(sentiment)));
    }
    if (chance(0.3)) {
      sentences.add(pick(SampleWords.FILLERS));
    }
    if (chance(IDIOM)) {
      sentences.add(idiom(sentiment));
    } else if (chance(0.75)) {
      sentences.add(verdict(sentiment));
    }
    return String.join(" ", sentences);
  }

  private String opening() {
    String thing = pick(SampleWords.THINGS);
    return switch (random.nextInt(3)) {
      case 0 ->
          "I saw this %s %s with %s."
              .formatted(thing, pick(SampleWords.PLACES), pick(SampleWords.COMPANIONS));
      case 1 ->
          "In this %s %s %s.".formatted(thing, pick(SampleWords.HEROES), pick(SampleWords.AIMS));
      default -> "We watched the %s %s.".formatted(thing, pick(SampleWords.PLACES));
    };
  }

  /** Generates an opinion of one aspect, direct or as a negation of the opposite. */
  private String opinion(Sentiment sentiment) {
    String aspect = pick(SampleWords.ASPECTS);
    if (chance(NEGATED)) {
      String adjective = pick(sentiment.opposite().adjectives());
      return random.nextInt(5) == 0
          ? "nobody could call the %s %s".formatted(aspect, adjective)
          : "the %s was %s %s".formatted(aspect, pick(SampleWords.DENIALS), adjective);
    }
    return "the %s was %s%s"
        .formatted(aspect, pick(SampleWords.DEGREES), pick(sentiment.adjectives()));
  }

  private String contrast(Sentiment sentiment) {
    String against = opinion(sentiment.opposite());
    String meant = opinion(sentiment);
    return sentence(
        chance(0.5)
            ? "although %s, %s".formatted(against, meant)
            : "%s, but %s".formatted(against, meant));
  }

  private String verdict(Sentiment sentiment) {
    String noun = pick(sentiment.nouns());
    String other = pick(sentiment.opposite().nouns());
    return switch (random.nextInt(4)) {
      case 0 -> "For me it was a %s.".formatted(noun);
      case 1 -> "It is hardly a %s.".formatted(other);
      case 2 -> "I had expected a %s and was wrong.".formatted(other);
      default -> "It is a %s, not a %s.".formatted(noun, other);
    };
  }

  private String idiom(Sentiment sentiment) {
    int stars = 1 + random.nextInt(4) + (sentiment == Sentiment.FOR ? 6 : 0);
    boolean favorable = sentiment == Sentiment.FOR;
    return switch (random.nextInt(3)) {
      case 0 -> "%d out of 10.".formatted(stars);
      case 1 -> favorable ? "I would gladly see it again." : "I would not see it again for money.";
      default -> favorable ? "Worth every minute." : "Not worth a minute of your time.";
    };
  }

  private static String sentence(String clause) {
    return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Sentiment of a review. */
  enum Sentiment {
    FOR,
    AGAINST;

    Sentiment opposite() {
      return this == FOR ? AGAINST : FOR;
    }

    List<String> adjectives() {
      return this == FOR ? SampleWords.PRAISE : SampleWords.BLAME;
    }

    List<String> nouns() {
      return this == FOR ? SampleWords.TRIUMPHS : SampleWords.FAILURES;
    }
  }
}
