package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks that are trained to match a teacher, on reviews whose sentiment is told by pairs of
 * words alone, and on others without a label.
 */
class DistillationIT {

  private static final int LABELED = 800;
  private static final int UNLABELED = 200;

  /** Of the labeled reviews, a fifth is for the test, and of the others a fifth for validation. */
  private static final int TRAINED = 512;

  private static final String READ = "data.unlabeled=read";

  @TempDir private static Path folder;

  private static Outcome trained;

  @BeforeAll
  static void trainOnce() throws IOException {
    Job.freshSpark();
    SplittableRandom random = new SplittableRandom(4);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < LABELED; i++) {
      rows.add(
          "{\"text\":\"%s\",\"label\":\"%s\"}"
              .formatted(text(i % 2 == 0, random), i % 2 == 0 ? "pos" : "neg"));
    }
    for (int i = 0; i < UNLABELED; i++) {
      rows.add("{\"text\":\"%s\"}".formatted(text(random.nextBoolean(), random)));
    }
    Files.write(folder.resolve("reviews.jsonl"), rows);
    trained = train("run.id=trained", READ, "training.refit=true");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  /** Both sentiments have the same four words: "not bad" and "very good", or the other way. */
  private static String text(boolean positive, SplittableRandom random) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      words.add("n" + random.nextInt(20));
    }
    words.add(random.nextInt(3), positive ? "not bad" : "not good");
    words.add(4 + random.nextInt(3), positive ? "very good" : "very bad");
    return String.join(" ", words);
  }

  private static List<Object> settings(String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + folder.resolve("reviews.jsonl"),
                "output.dir=" + folder.resolve("runs"),
                "model.embedding-size=16",
                "model.hidden-size=16",
                "model.activation=relu",
                "model.recurrent-initializer=identity",
                "model.input-dropout=0",
                "training.epochs=8",
                "training.batch-size=16",
                "training.learning-rate=0.01",
                "training.length-warm-up.initial=3",
                "training.distillation.teacher=ngrams",
                "training.distillation.inverse-regularization=10",
                "training.distillation.max-mixed=2"));
    settings.addAll(List.of(more));
    return settings;
  }

  private static Outcome train(String... more) {
    return Job.train(settings(more).toArray());
  }

  @Test
  void theNetworkLearnsWhatPairsOfWordsTell() {
    JsonNode json = trained.json();

    assertThat(json.at("/test/accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(json.at("/baseline/accuracy").doubleValue()).isLessThan(0.65);
  }

  /**
   * The ledger names them after the labeled ones, of which those of the validation are not in it.
   */
  @Test
  void unlabeledReviewsAreTrainedOnInEachEpoch() throws IOException {
    Path run = folder.resolve("runs/trained");
    assertThat(givenInTheLastEpoch(run.resolve("ledger.jsonl"))).isEqualTo(TRAINED + UNLABELED);
    assertThat(givenInTheLastEpoch(run.resolve("refit-ledger.jsonl")))
        .isEqualTo(TRAINED + TRAINED / 4 + UNLABELED);
    assertThat(Files.readString(run.resolve("report.html"))).contains("Unlabeled reviews");
  }

  /** One line for each of two shards. */
  private static long givenInTheLastEpoch(Path ledger) throws IOException {
    List<String> lines = Files.readAllLines(ledger);
    return lines.subList(lines.size() - 2, lines.size()).stream()
        .map(Job::parse)
        .mapToLong(
            line -> {
              assertThat(line.get("each_once").booleanValue()).isTrue();
              return line.get("given").longValue();
            })
        .sum();
  }

  @Test
  void resumesToTheSameBits() {
    List<String> assignments = new ArrayList<>(Job.TINY);
    settings(READ).forEach(setting -> assignments.add(setting.toString()));
    JobConfig job = ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), assignments).job();
    Workload workload = Workloads.create(job, new Configuration());
    PreparedData data = workload.prepare(SparkForTests.session());
    Fit fit = new Fit(SparkForTests.context(), job, workload, 2);
    CollectedStates states = new CollectedStates();

    String whole = ParameterHash.sha256(fit.run(data, training -> List.of(states)).network());
    String resumed =
        ParameterHash.sha256(
            fit.run(data, Optional.of(states.after(3)), Fit.ListenerFactory.NONE).network());

    assertThat(resumed).isEqualTo(whole);
  }

  @Test
  void unlabeledReviewsNeedATeacher() {
    Outcome refused = train(READ, "training.distillation.teacher=none");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("data.unlabeled: has no effect", "training.distillation.teacher = ngrams")
        .contains("training.distillation.max-mixed: needs a teacher");
  }
}
