package io.sparkrnn.submit;

import io.sparkrnn.MadeUpReviews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arguments of a training that takes a second, for tests of what surrounds it. */
final class TinyTraining {

  private static final int REVIEWS = 2_000;

  private TinyTraining() {}

  /**
   * Returns the arguments of {@code train}, with the result as JSON.
   *
   * @param folder for the reviews, written at first use, and the folder {@code runs}
   * @param id the run's
   * @param more settings
   */
  static List<String> arguments(Path folder, String id, String... more) throws IOException {
    Path reviews = folder.resolve("reviews.jsonl");
    if (!Files.exists(reviews)) {
      Files.write(reviews, MadeUpReviews.jsonLines(0, REVIEWS));
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + reviews,
                "training.batch-size=64",
                "text.vocabulary-size=300",
                "text.length=12",
                "model.embedding-size=4",
                "model.hidden-size=4",
                "training.replicas=2",
                "output.dir=" + folder.resolve("runs"),
                "run.id=" + id));
    settings.addAll(List.of(more));
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }
}
