package io.sparkrnn.config;

import static io.sparkrnn.config.TestLoader.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candidates of a search: settings over those of a job, and a grid of them. */
class CandidatesTest {

  private static final List<Long> SEEDS = List.of(7L, 8L);

  @TempDir private Path dir;

  private List<Candidate> candidates(String... lines) {
    String job = file(dir, "job.conf", "training { epochs = 4, refit = true }");
    return new TestLoader()
        .variable("CANDIDATE_EPOCHS", "9")
        .candidates(
            file(dir, "x.conf", lines),
            SEEDS,
            key -> key.equals("seed") ? Optional.of("is given elsewhere") : Optional.empty(),
            List.of(job),
            "training.batch-size=16");
  }

  private String failure(String... lines) {
    return TestLoader.failure(dir, () -> candidates(lines));
  }

  private static TrainingSettings training(Candidate candidate) {
    return candidate.bySeed().get(7L).job().training();
  }

  @Test
  void standOverTheJobInTheOrderOfTheFile() {
    List<Candidate> all =
        candidates(
            "candidates {",
            "  plain {}",
            "  longer { training { epochs = 6, batch-size = 32 } }",
            "  fast = ${candidates.longer} { training.learning-rate = 0.01 }",
            "  environment { training.epochs = ${CANDIDATE_EPOCHS} }",
            "  another {}",
            "}");

    assertThat(all)
        .extracting(Candidate::name)
        .containsExactly("plain", "longer", "fast", "environment", "another");
    assertThat(all.get(0).given()).isEmpty();
    assertThat(training(all.get(0)).epochs()).isEqualTo(4);
    assertThat(training(all.get(0)).batchSize()).isEqualTo(16);
    assertThat(training(all.get(1)).epochs()).isEqualTo(6);
    assertThat(training(all.get(1)).batchSize()).as("over --set").isEqualTo(32);
    assertThat(training(all.get(2)).epochs()).isEqualTo(6);
    assertThat(training(all.get(2)).learningRate()).isEqualTo(0.01);
    assertThat(training(all.get(3)).epochs()).isEqualTo(9);
    assertThat(all.get(1).given())
        .containsExactly(
            new ResolvedConfig.Entry("training.epochs", "6", dir.resolve("x.conf") + ": 3"),
            new ResolvedConfig.Entry("training.batch-size", "32", dir.resolve("x.conf") + ": 3"));
  }

  @Test
  void areTrainedWithEachSeedAndWithoutARefit() {
    Candidate only = candidates("candidates { only {} }").get(0);

    assertThat(only.bySeed().keySet()).containsExactly(7L, 8L);
    only.bySeed()
        .forEach(
            (seed, config) -> {
              assertThat(config.job().seed()).isEqualTo(seed);
              assertThat(config.job().training().finish().refit()).isFalse();
              assertThat(TestLoader.entry(config, "seed").value()).isEqualTo(seed.toString());
              assertThat(TestLoader.entry(config, "training.refit").value()).isEqualTo("false");
            });
  }

  @Test
  void ofAGridAreAllCombinations() {
    List<Candidate> all =
        candidates(
            "candidates { base {} }",
            "grid {",
            "  training.optimizer = [adam, sgd]",
            "  model.hidden-size = [8, 16, 32]",
            "}");

    assertThat(all)
        .extracting(Candidate::name)
        .containsExactly(
            "base",
            "optimizer=adam hidden-size=8",
            "optimizer=adam hidden-size=16",
            "optimizer=adam hidden-size=32",
            "optimizer=sgd hidden-size=8",
            "optimizer=sgd hidden-size=16",
            "optimizer=sgd hidden-size=32");
    assertThat(training(all.get(4)).optimizer()).isEqualTo(TrainingSettings.Optimizer.SGD);
    assertThat(all.get(6).given())
        .extracting(ResolvedConfig.Entry::key)
        .containsExactly("model.hidden-size", "training.optimizer");
  }

  @Test
  void ofAGridAreNamedByTheirValues() {
    assertThat(candidates("grid { training.keep = [best], checkpoint.keep = [2] }"))
        .as("two settings end alike")
        .extracting(Candidate::name)
        .containsExactly("checkpoint.keep=2 training.keep=best");
    assertThat(candidates("grid { data.text-column = [a], data.labels.positive = [[x, y], [z]] }"))
        .extracting(Candidate::name)
        .containsExactly("positive=[\"x\",\"y\"] text-column=a", "positive=[\"z\"] text-column=a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          candidates { a { training.epocs = 3 } }|1: candidate a: training.epocs: unknown key; did you mean training.epochs?
          candidates { a { training.epochs = many } }|1: candidate a: training.epochs: is "many" (string), expected a whole number from 1 to 100000
          candidates { a { training = 3 } }|1: candidate a: training: is 3 (number), expected a section with epochs
          candidates { a { training.epochs = ${nowhere} } }|1: candidate a: training.epochs: refers to ${nowhere}, which is set nowhere
          candidates { a { forecast.window = 3 } }|1: candidate a: forecast.window: workload review-sentiment does not use it
          candidates { a { seed = 3 } }|1: candidate a: seed: is given elsewhere
          candidates { a { data.validation.fraction = 0, training.keep = best } }|1: candidate a: training.keep: is best, but data.validation.fraction is 0
          candidates { a = 3 }|1: candidates.a: is 3 (number), expected a section of settings
          candidates = [a]|1: candidates: is ["a"] (list), expected a section
          candidates = ${nowhere}|1: candidates: is a substitution of what is set nowhere, expected a section
          grid { training.epochs = 3 }|1: grid.training.epochs: is 3 (number), expected a list of values to try, such as [0.001, 0.003]
          grid { training.epochs = [] }|1: grid.training.epochs: is [] (list), expected a list of values to try, such as [0.001, 0.003]
          grid { training.epocs = [3] }|1: grid: training.epocs: unknown key; did you mean training.epochs?
          grid { training.epochs = [0] }|1: candidate epochs=0: training.epochs: is 0 (number), expected a whole number from 1 to 100000
          training.epochs = 3|1: training: unknown section, expected candidates { NAME { SETTING = VALUE } } or grid { SETTING = [VALUE, VALUE] }
          candidates { a {|2: syntax error
          """)
  void thatAreWrongAreToldByFileLineAndName(String line, String problem) {
    assertThat(failure(line))
        .startsWith("1 problem in the configuration:\n  DIR/x.conf: " + problem);
  }

  @Test
  void areToldOfAllAtOnce() {
    assertThat(
            failure(
                "candidates {",
                "  a { training.epochs = 0 }",
                "  b { training.epochs = 1, model.hidden-size = 0 }",
                "}"))
        .startsWith("2 problems in the configuration:\n")
        .contains("DIR/x.conf: 2: candidate a: ", "DIR/x.conf: 3: candidate b: ");
  }

  @Test
  void areSeveralAndAtMostAThousandOfAGrid() {
    String ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]";

    assertThat(failure("")).contains("x.conf: has no candidates, expected a section candidates or");
    assertThat(
            failure(
                "grid { training.epochs = " + ten + ", training.batch-size = " + ten,
                "model.hidden-size = " + ten + " }"))
        .contains("grid: has more than 1,000 combinations, expected fewer values");
    assertThat(failure("grid { training.epochs = [2, 2] }"))
        .contains("x.conf: has two candidates of the name epochs=2, expected one");
  }

  @Test
  void comeFromAFileThatIsThere() {
    assertThat(
            TestLoader.failure(
                dir,
                () ->
                    new TestLoader()
                        .candidates(
                            dir.resolve("no.conf").toString(),
                            SEEDS,
                            key -> Optional.empty(),
                            List.of())))
        .isEqualTo("1 problem in the configuration:\n  DIR/no.conf: no such file");
  }
}
