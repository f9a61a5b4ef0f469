package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.MadeUpReviews;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.submit.Submitted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A week of nights: each brings a file of reviews to one folder, and a scheduler starts the same
 * command.
 */
@TestMethodOrder(OrderAnnotation.class)
class ScheduledRunsIT {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledRunsIT.class);

  private static final String POSITIVE = "\"label\":\"pos\"";
  private static final String NEGATIVE = "\"label\":\"neg\"";

  @TempDir private static Path folder;

  private static List<String> reviews;

  /** What came of each night, for the log. */
  private static final List<String> TABLE =
      new ArrayList<>(
          List.of(
              "| night | exit | what the job said | current version |",
              "| --- | --- | --- | --- |"));

  @BeforeAll
  static void makeUpReviews() throws IOException {
    Job.freshSpark();
    reviews = MadeUpReviews.jsonLines(0, 5_000);
    Files.createDirectories(folder.resolve("reviews"));
  }

  @AfterAll
  static void forget() {
    LOG.info("nights:\n{}", String.join("\n", TABLE));
    Job.forgetSparkSettings();
  }

  private static void arrive(String night, List<String> lines) throws IOException {
    Files.write(folder.resolve("reviews/" + night + ".jsonl"), lines);
  }

  private static List<String> swapped(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                line.contains(POSITIVE)
                    ? line.replace(POSITIVE, NEGATIVE)
                    : line.replace(NEGATIVE, POSITIVE))
        .toList();
  }

  private static Outcome night(String id, String... more) {
    Outcome outcome = Job.run(arguments(id, more));
    TABLE.add(
        "| %s | %d | %s | %d |".formatted(id, outcome.code(), said(outcome.json()), current()));
    return outcome;
  }

  private static String said(JsonNode result) {
    if (result.has("error")) {
      return result.get("error").textValue();
    }
    JsonNode promotion = result.get("promotion");
    return promotion == null
        ? "%s: version %d"
            .formatted(result.get("status").textValue(), result.get("version").intValue())
        : (promotion.get("promoted").booleanValue() ? "promoted: " : "not promoted: ")
            + promotion.get("reason").textValue();
  }

  private static List<String> arguments(String id, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + folder.resolve("reviews"),
                "data.source=jsonl",
                "data.validation.fraction=0",
                "text.vocabulary-size=300",
                "text.length=40",
                "model.embedding-size=16",
                "model.hidden-size=16",
                "training.epochs=4",
                "training.learning-rate=0.01",
                "training.batch-size=32",
                "training.replicas=1",
                "models.dir=" + folder.resolve("models"),
                "models.gate.max-label-shift=0.2",
                // These reviews need no order of words, so a linear model is as good.
                "models.promotion.against-baseline=ignore",
                "output.dir=" + folder.resolve("runs"),
                "run.id=" + id));
    settings.addAll(List.of(more));
    List<String> arguments = new ArrayList<>(List.of("train", "--json", "--resume"));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private static JsonNode dry(String id) {
    List<String> arguments = new ArrayList<>(arguments(id));
    arguments.add("--dry-run");
    Outcome outcome = Job.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("Epoch").contains("Would: ");
    return outcome.json();
  }

  private static JsonNode models(String... verb) {
    List<String> arguments = new ArrayList<>(List.of("models"));
    arguments.addAll(List.of(verb));
    arguments.addAll(List.of("--json", "--set", "models.dir=" + folder.resolve("models")));
    Outcome outcome = Job.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.json();
  }

  private static int current() {
    return models("list").get("current").intValue();
  }

  private static int versions() {
    return models("list").get("versions").size();
  }

  @Test
  @Order(1)
  void theFirstNightsModelIsInUse() throws IOException {
    arrive("1", reviews.subList(0, 500));
    assertThat(dry("night1").get("would").textValue()).isEqualTo("train");
    assertThat(folder.resolve("runs")).doesNotExist();

    Outcome night = night("night1");

    assertThat(night.code()).as(night.err()).isZero();
    assertThat(night.json().at("/promotion/promoted").booleanValue()).isTrue();
    assertThat(night.json().at("/promotion/reason").textValue()).startsWith("the first version");
    assertThat(current()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void moreReviewsMakeABetterModel() throws IOException {
    arrive("2", reviews.subList(500, 3500));

    Outcome night = night("night2");

    assertThat(night.code()).as(night.err()).isZero();
    assertThat(night.json().at("/promotion/reason").textValue()).endsWith(": a significant gain");
    assertThat(night.json().at("/promotion/against").intValue()).isEqualTo(1);
    assertThat(night.json().at("/promotion/comparison/mcnemar_p").doubleValue()).isLessThan(0.05);
    assertThat(night.err()).contains("Promoted: ", "Version 2 in ", "now the current one");
    assertThat(current()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("runs/night2/report.html")))
        .contains("promoted: on the same ", "Agreement of both models");
  }

  @Test
  @Order(3)
  void brokenRowsChangeNothing() throws IOException {
    arrive("3", List.of(reviews.get(3500), "{\"text\": \"cut o"));

    Outcome night = night("night3");

    assertThat(night.code()).as(night.err()).isEqualTo(3);
    assertThat(night.json().get("error").textValue()).contains("3.jsonl: row 2: ");
    assertThat(current()).isEqualTo(2);
    assertThat(versions()).isEqualTo(2);
    assertThat(folder.resolve("runs/night3")).doesNotExist();
  }

  @Test
  @Order(4)
  void swappedLabelsAreNotPromoted() throws IOException {
    arrive("3", reviews.subList(3500, 3600));
    arrive("4", swapped(reviews.subList(3600, 4600)));

    Outcome night = night("night4");

    assertThat(night.code()).as(night.err()).isZero();
    assertThat(night.json().at("/promotion/promoted").booleanValue()).isFalse();
    assertThat(night.err()).contains("Not promoted: ", "Version 3 in ", ": a candidate");
    assertThat(current()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("runs/night4/decision.json")))
        .contains("\"promoted\" : false");
  }

  @Test
  @Order(5)
  void reviewsOfOneLabelDoNotPassTheGate() throws IOException {
    List<String> good =
        reviews.subList(3600, 4600).stream().filter(line -> line.contains(POSITIVE)).toList();
    List<String> often = new ArrayList<>();
    for (int copy = 0; copy < 8; copy++) {
      for (String line : good) {
        often.add(line.replace("\"text\":\"", "\"text\":\"again %d ".formatted(copy)));
      }
    }
    arrive("4", often);

    Outcome night = night("night5");

    assertThat(night.code()).as(night.err()).isEqualTo(3);
    assertThat(night.json().get("error").textValue())
        .contains("does not pass the gate", "models.gate.max-label-shift");
    assertThat(versions()).isEqualTo(3);
  }

  @Test
  @Order(6)
  void theSameNightTwiceIsOneModel() throws IOException {
    arrive("4", reviews.subList(3600, 4600));

    Outcome night = night("night6");
    Outcome again = night("night6");

    assertThat(night.code()).as(night.err()).isZero();
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo(night.out());
    assertThat(versions()).isEqualTo(4);
    assertThat(dry("night6").get("why").textValue()).isEqualTo("the run is finished already");
  }

  @Test
  @Order(7)
  void aKilledNightIsTriedAgain() throws IOException, InterruptedException {
    arrive("5", reviews.subList(4600, 5000));
    try (Submitted killed =
        Submitted.start(folder.resolve("killed"), "local[2]", Map.of(), arguments("night7"))) {
      // An epoch is told before its checkpoint is written.
      killed.awaitOnStandardError("Epoch 2/4 - ");
      killed.kill();
      TABLE.add("| night7 | %d | killed with SIGKILL | %d |".formatted(killed.code(), current()));
      assertThat(killed.code()).isNotZero();
    }
    int inUse = current();
    assertThat(versions()).isEqualTo(4);
    assertThat(folder.resolve("runs/night7")).doesNotExist();

    Outcome again = night("night7");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("Resuming after epoch ");
    assertThat(again.json().at("/promotion/against").intValue()).isEqualTo(inUse);
    assertThat(versions()).isEqualTo(5);
  }

  @Test
  @Order(8)
  void nothingNewEndsAtOnce() {
    Outcome night = night("night8");

    assertThat(night.code()).as(night.err()).isZero();
    assertThat(night.json().get("status").textValue()).isEqualTo("nothing-new");
    assertThat(night.json().get("version").intValue()).isEqualTo(5);
    assertThat(night.err()).contains("Nothing new: version 5 ").doesNotContain("Epoch");
    assertThat(folder.resolve("runs/night8")).doesNotExist();
    assertThat(dry("night8").get("would").textValue()).isEqualTo("nothing");
    assertThat(dry("night8").get("models").textValue()).contains(", current version ");
  }

  @Test
  @Order(9)
  void aWarmStartBeginsWhereTheCurrentVersionIs() {
    Outcome cold = night("cold", "seed=7", "training.epochs=1", "models.promotion.rule=never");
    Outcome warm =
        night(
            "warm",
            "seed=7",
            "training.epochs=1",
            "models.promotion.rule=never",
            "models.warm-start=current");

    assertThat(cold.code()).as(cold.err()).isZero();
    assertThat(warm.code()).as(warm.err()).isZero();
    assertThat(warm.json().at("/train/loss").doubleValue())
        .isLessThan(cold.json().at("/train/loss").doubleValue());
  }

  @Test
  @Order(10)
  void versionsAreComparedPromotedRolledBackAndPruned() {
    JsonNode comparison =
        models(
            "compare",
            "2",
            "1",
            "--set",
            "data.path=" + folder.resolve("reviews"),
            "--set",
            "data.source=jsonl");
    assertThat(comparison.get("accuracy_difference").doubleValue()).isPositive();

    assertThat(models("promote", "3", "--reason", "by hand").get("current").intValue())
        .isEqualTo(3);
    assertThat(models("show", "3").at("/moves/0/reason").textValue()).isEqualTo("by hand");
    int before = current();
    models("rollback");
    assertThat(current()).isNotEqualTo(before);
    assertThat(models("prune", "--keep", "1").get("removed")).isNotEmpty();
  }

  @Test
  void withoutAFolderTheVerbSaysWhatIsMissing() {
    Outcome outcome = Job.run("models", "list");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("models.dir is not set");
    assertThat(Job.run("models").code()).isEqualTo(2);
  }
}
