package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice of {@code train}, {@code train --dry-run} and {@code plan} on data that fits nothing. */
class AdviceIT {

  @TempDir private static Path folder;

  private static final String LENGTH =
      "text.length is 200, but 99 % of the training reviews have at most 6 words: text.length = 7"
          + " takes less memory and loses little.";

  private static final String CLASSES =
      "The class 'positive' has 320 training reviews, and 'negative' has 80:";

  @BeforeAll
  static void start() throws IOException {
    Job.freshSpark();
    // Every third word occurs once; one label is four times as frequent as the other.
    for (String split : List.of("train", "test")) {
      List<String> lines = new ArrayList<>(List.of("text,label"));
      for (int i = 0; i < 400; i++) {
        String label = i % 5 == 0 ? "neg" : "pos";
        lines.add("a %s film rare%s%d of it,%s".formatted(label, split, i, label));
      }
      Files.write(folder.resolve(split + ".csv"), lines);
    }
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Object[] settings(String run, Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "data.path=" + folder.resolve("train.csv"),
                "data.test-path=" + folder.resolve("test.csv"),
                "text.length=200",
                "text.vocabulary-size=9",
                "output.dir=" + folder.resolve(run),
                "run.id=r"));
    Collections.addAll(all, more);
    return all.toArray();
  }

  private static List<String> values(JsonNode advice, String name) {
    return advice.findValuesAsText(name);
  }

  @Test
  void isPrintedReportedAndSummarized() throws IOException {
    Outcome trained = Job.train(settings("full"));

    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode advice = trained.json().get("advice");
    assertThat(values(advice, "key"))
        .startsWith(
            "text.length", "text.vocabulary-size", "training.class-weights", "training.epochs");
    assertThat(values(advice, "message")).contains(LENGTH);
    for (String message : values(advice, "message")) {
      assertThat(trained.err()).containsOnlyOnce("Advice: " + message);
      assertThat(Files.readString(folder.resolve("full/r/report.html")))
          .containsOnlyOnce(message.replace("'", "&#39;"));
    }
    assertThat(Job.parse(Files.readString(folder.resolve("full/r/summary.json"))).get("advice"))
        .isEqualTo(advice);
    assertThat(trained.err().lines().filter(line -> line.startsWith("Advice: ")).toList())
        .hasSize(advice.size())
        .anySatisfy(line -> assertThat(line).contains(CLASSES));
    assertThat(trained.err().indexOf("Advice: " + LENGTH))
        .isGreaterThan(trained.err().indexOf("Words: "))
        .isLessThan(trained.err().indexOf("Epoch 1/1"));

    // Of the prepared data that the training left.
    Outcome dryRun =
        Job.run(
            Stream.concat(
                    Job.arguments("train", settings("full", "run.id=s")).stream(),
                    Stream.of("--dry-run"))
                .toList());
    assertThat(dryRun.err()).contains("Advice: " + LENGTH, "Advice: " + CLASSES);
    assertThat(values(dryRun.json().get("advice"), "key"))
        .containsExactly(
            "text.length", "text.vocabulary-size", "training.class-weights", "training.epochs");
    Outcome planned = Job.run(Job.arguments("plan", settings("full")));
    assertThat(planned.err()).contains("Advice: " + LENGTH);
    assertThat(planned.json().get("advice")).isEqualTo(dryRun.json().get("advice"));
  }

  @Test
  void nothingIsReadForIt() {
    Outcome planned = Job.run(Job.arguments("plan", settings("none")));

    assertThat(planned.code()).as(planned.err()).isZero();
    assertThat(planned.json().get("advice")).isEmpty();
    assertThat(planned.err()).doesNotContain("Advice: ");
  }

  @Test
  void settingsThatFitNeedNone() throws IOException {
    Outcome trained =
        Job.train(
            settings(
                "fitting",
                "text.length=10",
                "text.vocabulary-size=500",
                "training.class-weights=balanced",
                "training.batch-size=2",
                "training.epochs=7",
                "training.learning-rate=0.01",
                "evaluation.baseline=off",
                "data.validation.fraction=0"));

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.json().get("advice")).isEmpty();
    assertThat(trained.err()).doesNotContain("Advice: ");
    assertThat(Files.readString(folder.resolve("fitting/r/report.html")))
        .doesNotContain("<h2>Advice");
  }
}
