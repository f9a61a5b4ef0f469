package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.DataShift;
import io.sparkrnn.workload.DataShift.Kind;
import io.sparkrnn.workload.TextClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Computes the shift between the training reviews of a model and new ones. */
final class ReviewShifts {

  private ReviewShifts() {}

  static List<DataShift> between(List<Asset> before, List<Asset> now) {
    List<DataShift> shifts = new ArrayList<>();
    ReviewProfile.of(before)
        .ifPresent(old -> ReviewProfile.of(now).ifPresent(present -> add(shifts, old, present)));
    shifts.add(words(ReviewSentiment.vocabulary(before), ReviewSentiment.vocabulary(now)));
    return shifts;
  }

  private static void add(List<DataShift> shifts, ReviewProfile before, ReviewProfile now) {
    shifts.add(labels(before, now));
    double distance = now.lengthDistance(before);
    shifts.add(
        new DataShift(
            Kind.LENGTHS,
            distance,
            String.format(
                Locale.ROOT,
                "the distributions of review lengths are %.3f apart (Kolmogorov-Smirnov)",
                distance)));
  }

  private static DataShift labels(ReviewProfile before, ReviewProfile now) {
    List<String> binary = TextClasses.BINARY.names();
    if (List.of(before, now).stream()
        .allMatch(profile -> List.copyOf(profile.classes().keySet()).equals(binary))) {
      String positive = binary.get(1);
      return new DataShift(
          Kind.LABELS,
          Math.abs(now.share(positive) - before.share(positive)),
          String.format(
              Locale.ROOT,
              "%.1f %% of the training reviews are positive, %.1f %% were",
              100 * now.share(positive),
              100 * before.share(positive)));
    }
    double distance = now.classDistance(before);
    Set<String> names = new TreeSet<>(now.classes().keySet());
    names.addAll(before.classes().keySet());
    String most =
        names.stream()
            .max(Comparator.comparingDouble(name -> Math.abs(now.share(name) - before.share(name))))
            .orElseThrow();
    return new DataShift(
        Kind.LABELS,
        distance,
        String.format(
            Locale.ROOT,
            "the distributions of classes are %.3f apart (total variation); most of all, %.1f %% of"
                + " the training reviews are '%s', %.1f %% were",
            distance,
            100 * now.share(most),
            most,
            100 * before.share(most)));
  }

  private static DataShift words(Vocabulary before, Vocabulary now) {
    Set<String> known = new HashSet<>(now.words());
    List<String> old = before.words();
    long gone = old.stream().filter(word -> !known.contains(word)).count();
    return new DataShift(
        Kind.WORDS,
        old.isEmpty() ? 0 : (double) gone / old.size(),
        String.format(
            Locale.ROOT,
            "%,d of the %,d words of the model's vocabulary are not in the new one",
            gone,
            old.size()));
  }
}
