package io.sparkrnn.config;

import static io.sparkrnn.config.TestLoader.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong with a configuration, and how it is told. */
class ProblemsTest {

  private static final String ONE = "1 problem in the configuration:\n  ";

  @TempDir private Path dir;

  private String failure(String... lines) {
    return new TestLoader().failure(dir, List.of(file(dir, "x.conf", lines)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          training.epochs = many|training.epochs: is "many" (string), expected a whole number from 1 to 100000
          training.epochs = 5.5|training.epochs: is 5.5 (number), expected a whole number from 1 to 100000
          training.epochs = 0|training.epochs: is 0 (number), expected a whole number from 1 to 100000
          training.epochs = 1e99|training.epochs: is 1e99 (number), expected a whole number from 1 to 100000
          training.epochs = [5]|training.epochs: is [5] (list), expected a whole number from 1 to 100000
          training.epochs = null|training.epochs: is null, expected a whole number from 1 to 100000
          training.epochs { a = 1 }|training.epochs: is a section, expected a whole number from 1 to 100000
          training = 5|training: is 5 (number), expected a section with epochs, replicas, batch-size, batching, optimizer, adam-beta2, learning-rate, learning-rate-schedule, warm-up-examples, clip-norm, weight-decay, rollback, early-stopping-patience, keep, weight-averaging, refit, label-smoothing, class-weights, length-warm-up, distillation
          data.labels = [a]|data.labels: is ["a"] (list), expected a section with positive, negative, classes, names, max-classes
          seed = -1|seed: is -1 (number), expected a whole number from 0 to 9007199254740992
          training.warm-up-examples = -1|training.warm-up-examples: is -1 (number), expected a whole number from 0 to 1000000000000
          text.vocabulary-size = 3|text.vocabulary-size: is 3 (number), expected a whole number from 4 to 1000000
          training.learning-rate = 0|training.learning-rate: is 0 (number), expected a number above 0 and at most 10
          training.batching = sorted|training.batching: is "sorted" (string), expected shuffled or bucketed
          training.weight-decay = -0.1|training.weight-decay: is -0.1 (number), expected a number from 0 to 1
          training.label-smoothing = 1|training.label-smoothing: is 1 (number), expected a number from 0 to below 1
          training.adam-beta2 = 1|training.adam-beta2: is 1 (number), expected a number above 0 and below 1
          training.early-stopping-patience = -1|training.early-stopping-patience: is -1 (number), expected a whole number from 0 to 100000
          training.keep = first|training.keep: is "first" (string), expected last or best
          training.weight-averaging.kind = mean|training.weight-averaging.kind: is "mean" (string), expected none, swa or ema
          training.weight-averaging.from = 1|training.weight-averaging.from: is 1 (number), expected a number from 0 to below 1
          training.weight-averaging.half-life = 0|training.weight-averaging.half-life: is 0 (number), expected a number above 0 and at most 1000
          training.rollback.max-rollbacks = 101|training.rollback.max-rollbacks: is 101 (number), expected a whole number from 0 to 100
          training.rollback.loss-jump = 1|training.rollback.loss-jump: is 1 (number), expected a number from 0 to below 1
          training.rollback.learning-rate-factor = 1|training.rollback.learning-rate-factor: is 1 (number), expected a number above 0 and below 1
          watch.stall-timeout-seconds = -1|watch.stall-timeout-seconds: is -1 (number), expected a whole number from 0 to 1000000
          model.precision = bfloat8|model.precision: is "bfloat8" (string), expected float32 or bfloat16
          blas.core-type = Pentium|blas.core-type: is "Pentium" (string), expected auto, or a core type of OpenBLAS such as Haswell, Zen, SkylakeX or NeoverseN1
          averaging.strategy = median|averaging.strategy: is "median" (string), expected mean, schedule, momentum or dl4j
          averaging.outer-momentum = 1|averaging.outer-momentum: is 1 (number), expected a number from 0 to below 1
          averaging.outer-learning-rate = 0|averaging.outer-learning-rate: is 0 (number), expected a number above 0 and at most 10
          averaging.weighting = none|averaging.weighting: is "none" (string), expected examples or equal
          training.clip-norm = "NaN"|training.clip-norm: is "NaN" (string), expected a number of 0 or more
          model.input-dropout = 1|model.input-dropout: is 1 (number), expected a number from 0 to below 1
          data.test-fraction = 1.0|data.test-fraction: is 1.0 (number), expected a number above 0 and below 1
          model.activation = sigmoid|model.activation: is "sigmoid" (string), expected tanh, relu or identity
          model.recurrent-initializer = eye|model.recurrent-initializer: is "eye" (string), expected orthogonal or identity
          model.recurrent-gain = 0|model.recurrent-gain: is 0 (number), expected a number above 0 and at most 10
          model.embedding-range = 1.5|model.embedding-range: is 1.5 (number), expected a number above 0 and at most 1
          model.embedding-initializer = word2vec|model.embedding-initializer: is "word2vec" (string), expected uniform or lsa
          model.lsa-rms = 0|model.lsa-rms: is 0 (number), expected a number above 0 and at most 1
          data.unlabeled = read|data.unlabeled: has no effect with model.embedding-initializer = uniform and without a teacher, expected lsa, which is computed from them, or training.distillation.teacher = ngrams, which gives them targets
          training.distillation.teacher = bert|training.distillation.teacher: is "bert" (string), expected none or ngrams
          training.distillation.max-ngram = 4|training.distillation.max-ngram: is 4 (number), expected a whole number from 1 to 3
          training.length-warm-up.until = 0|training.length-warm-up.until: is 0 (number), expected a number above 0 and at most 1
          model.word-dropout = 1|model.word-dropout: is 1 (number), expected a number from 0 to below 1
          model.word-dropout-replacement = gone|model.word-dropout-replacement: is "gone" (string), expected removed or unknown
          data.source = imdb_archive|data.source: is "imdb_archive" (string), expected auto, sample, imdb-archive, imdb-folder, keras-npz, parquet, orc, avro, iceberg, delta, jsonl, csv or tsv
          model.mask-padding = 1|model.mask-padding: is 1 (number), expected true or false
          data.labels.positive = up|data.labels.positive: is "up" (string), expected a list of at least one text, such as ["a", "b"]
          data.labels.positive = []|data.labels.positive: is [] (list), expected a list of at least one text, such as ["a", "b"]
          data.labels.positive = [[a]]|data.labels.positive: is [["a"]] (list), expected a list of at least one text, such as ["a", "b"]
          run.id = .hidden|run.id: is ".hidden" (string), expected at most 100 letters, digits, '.', '_' and '-', the first not '.', or ""
          output.dir = ""|output.dir: is "" (string), expected text that is not blank
          data.path = [a]|data.path: is ["a"] (list), expected a path, a URI or ""
          data.path = ${NOWHERE}/x|data.path: refers to ${NOWHERE}, which is set nowhere
          training.epochs = ${NOWHERE}|training.epochs: refers to ${NOWHERE}, which is set nowhere
          training = ${NOWHERE}|training: refers to ${NOWHERE}, which is set nowhere
          data.labels = ${NOWHERE} { positive = [a] }|data.labels: refers to ${NOWHERE}, which is set nowhere
          data.labels.positive = [a, ${B}]|data.labels.positive: refers to ${B}, which is set nowhere
          training.epocs = 5|training.epocs: unknown key; did you mean training.epochs?
          traning.epochs = 5|traning.epochs: unknown key; did you mean training.epochs?
          model.batch-size = 5|model.batch-size: unknown key; did you mean training.batch-size?
          training.batchSize = 5|training.batchSize: unknown key; did you mean training.batch-size?
          epochs = 5|epochs: unknown key; did you mean training.epochs?
          spark.executor.memory = 5|spark.executor.memory: unknown key; the subcommand 'config' lists all keys
          fs.s3a.secret.key = abc|fs.s3a.secret.key: unknown key; the subcommand 'config' lists all keys
          """)
  void inAFile(String line, String problem) {
    assertThat(failure("", line)).isEqualTo(ONE + "DIR/x.conf: 2: " + problem);
  }

  @Test
  void severalAreToldAtOnceInTheOrderOfTheirPlaces() {
    String file =
        file(
            dir,
            "x.conf",
            "training {",
            "  epocs = 5",
            "  batch-size = many",
            "}",
            "model = small",
            "data.path = ${NOWHERE}",
            "text.length = 0");
    String broken = file(dir, "a.conf", "seed = 1", "seed = ]");

    assertThat(
            new TestLoader()
                .variable("CONFIG_FORCE_trainin_epochs", "5")
                .property("seed", "much")
                .failure(
                    dir, List.of(file, broken, dir + "/b.conf"), "training.epochs=0", "foo", "a=1"))
        .isEqualTo(
            """
            12 problems in the configuration:
              DIR/a.conf: 2: syntax error: Expecting a value but got wrong token: ']'; \
            text with special characters needs double quotes
              DIR/b.conf: no such file
              DIR/x.conf: 2: training.epocs: unknown key; did you mean training.epochs?
              DIR/x.conf: 3: training.batch-size: is "many" (string), \
            expected a whole number from 1 to 1000000
              DIR/x.conf: 5: model: is "small" (string), expected a section with hidden-size, \
            activation, recurrent-initializer, recurrent-gain, output-dropout, layer, embedding-size, embedding-initializer, \
            embedding-range, lsa-rms, word-dropout, word-dropout-decay, word-dropout-replacement, input-dropout, mask-padding, precision
              DIR/x.conf: 6: data.path: refers to ${NOWHERE}, which is set nowhere
              DIR/x.conf: 7: text.length: is 0 (number), expected a whole number from 1 to 100000
              environment variable CONFIG_FORCE_trainin_epochs: trainin.epochs: unknown key; \
            did you mean training.epochs?
              -Dseed: seed: is "much" (string), expected a whole number from 0 to 9007199254740992
              --set: "foo" has no '=', expected KEY=VALUE
              --set: a: unknown key; the subcommand 'config' lists all keys
              --set: training.epochs: is 0 (number), expected a whole number from 1 to 100000""");
  }

  @Test
  void aValueThatALaterLayerReplacesIsNoProblem() {
    String conf = file(dir, "x.conf", "training.epochs = many");
    assertThat(new TestLoader().load(List.of(conf), "training.epochs=3").job().training().epochs())
        .isEqualTo(3);
  }

  @Test
  void onTheCommandLine() {
    TestLoader loader = new TestLoader();
    assertThat(loader.failure("=5"))
        .isEqualTo(ONE + "--set: \"\": unknown key; the subcommand 'config' lists all keys");
    assertThat(loader.failure("a..b=5"))
        .isEqualTo(ONE + "--set: a..b: unknown key; the subcommand 'config' lists all keys");
    assertThat(loader.failure("data=5"))
        .startsWith(ONE + "--set: data: is \"5\" (string), expected a section with path, source,");
    assertThat(loader.failure("data.path.x=5"))
        .isEqualTo(ONE + "--set: data.path: is a section, expected a path, a URI or \"\"");
    assertThat(loader.failure("fs.s3a.secret.key=abc")).doesNotContain("abc");
    assertThat(loader.failure("http://u:pw@h")).doesNotContain("pw");
    assertThat(loader.failure("training.epochs=x?token=abc")).contains("\"x?token=***\"");
  }

  @Test
  void withFilesAsAWhole() throws IOException {
    Path latin = Files.write(dir.resolve("latin.conf"), new byte[] {'#', (byte) 0xe9, '\n'});
    String self = file(dir, "self.conf", "include \"self.conf\"");
    String needy = file(dir, "needy.conf", "", "include required(\"absent.conf\")");
    String cycle = file(dir, "cycle.conf", "run { a = ${run.b}", "b = ${run.a} }");
    TestLoader loader = new TestLoader();

    assertThat(loader.failure(dir, List.of(latin.toString())))
        .isEqualTo(ONE + "DIR/latin.conf: is not UTF-8 text");
    assertThat(loader.failure(dir, List.of(dir.toString())))
        .isEqualTo(ONE + "DIR: cannot be read: Is a directory");
    assertThat(loader.failure(dir, List.of(self)))
        .isEqualTo(ONE + "DIR/self.conf: includes itself");
    assertThat(loader.failure(dir, List.of(needy)))
        .isEqualTo(ONE + "DIR/needy.conf: includes DIR/absent.conf, which does not exist");
    assertThat(loader.failure(dir, List.of("gone://u:pw@h/x.conf")))
        .isEqualTo(
            ONE
                + "gone://u:***@h/x.conf: cannot be read: there is no client for 'gone' on the class path; give its jars to spark-submit, with --packages or --jars");
    assertThat(loader.failure(dir, List.of(""))).startsWith(ONE + ": is not a valid path: ");
    assertThat(loader.failure(dir, List.of(cycle)))
        .startsWith("3 problems in the configuration:\n  DIR/cycle.conf: 1: ")
        .contains(": Could not resolve substitution to a value: ${run.a} was part of a cycle of");
  }

  @Test
  void betweenSettings() {
    TestLoader loader = new TestLoader();
    assertThat(loader.failure("data.labels.positive=a,b", "data.labels.negative=b,c"))
        .isEqualTo(
            ONE
                + "--set: data.labels.negative: \"b\" is in data.labels.positive too,"
                + " expected it in one of them");
    assertThat(loader.failure("data.text-column=label"))
        .matches(
            "(?s).*reference.conf: \\d+: data.label-column: is \"label\" as data.text-column is,"
                + " expected another column");
    assertThat(loader.failure("data.source=parquet"))
        .isEqualTo(
            ONE
                + "--set: data.source: is parquet, but data.path is empty,"
                + " expected a path, or source auto or sample");
    assertThat(loader.failure("data.path=x", "data.source=imdb-archive", "data.test-path=y"))
        .isEqualTo(
            ONE
                + "--set: data.test-path: has no effect with data.source = imdb-archive,"
                + " which has its own test reviews");
    assertThat(loader.failure("data.test-path=y"))
        .isEqualTo(
            ONE
                + "--set: data.test-path: is set, but data.path is empty, expected both or neither");
  }

  @Test
  void ofWhatIsJudgedByAValidationPartWithoutOne() {
    TestLoader loader = new TestLoader();
    String none = "data.validation.fraction=0";
    String needed = ", but data.validation.fraction is 0, expected a validation split";

    assertThat(
            loader.failure(
                none,
                "training.early-stopping-patience=3",
                "training.keep=best",
                "training.refit=true"))
        .isEqualTo(
            "3 problems in the configuration:"
                + ("\n  --set: training.early-stopping-patience: is 3" + needed)
                + ("\n  --set: training.keep: is best" + needed)
                + ("\n  --set: training.refit: is true" + needed));
    assertThat(loader.load(List.of(), "training.keep=best", "training.refit=true").job())
        .isNotNull();
    assertThat(loader.load(List.of(), none, "training.keep=last").job()).isNotNull();
    // A fraction that is no fraction is told alone.
    assertThat(loader.failure("data.validation.fraction=1", "training.keep=best"))
        .startsWith(ONE + "--set: data.validation.fraction: is ");
  }

  @Test
  void ofALastPeriodWithoutASchedule() {
    TestLoader loader = new TestLoader();
    String last = "averaging.last-every-batches=5";

    assertThat(loader.failure(last))
        .isEqualTo(
            ONE
                + "--set: averaging.last-every-batches: has no effect with"
                + " averaging.strategy = mean, expected schedule");
    assertThat(loader.failure(last, "averaging.strategy=momentum"))
        .contains("has no effect with averaging.strategy = momentum, expected schedule");
    assertThat(loader.load(List.of(), last, "averaging.strategy=schedule").job()).isNotNull();
  }

  @Test
  void ofFewerBitsWithDeeplearning4jsTrainer() {
    TestLoader loader = new TestLoader();
    String dl4j = "averaging.strategy=dl4j";

    assertThat(loader.failure(dl4j, "averaging.precision=int8"))
        .isEqualTo(
            ONE
                + "--set: averaging.precision: has no effect with averaging.strategy = dl4j,"
                + " expected float32");
    assertThat(loader.failure("averaging.precision=int4")).contains("float32, float16 or int8");
    assertThat(loader.load(List.of(), dl4j, "averaging.precision=float32").job()).isNotNull();
  }

  @Test
  void ofAPrecisionThatLayersOfDeeplearning4jDoNotHave() {
    TestLoader loader = new TestLoader();

    assertThat(loader.failure("model.precision=bfloat16", "model.layer=stock"))
        .isEqualTo(
            ONE + "--set: model.precision: has no effect with model.layer = stock, expected fused");
    assertThat(loader.load(List.of(), "model.precision=bfloat16").job()).isNotNull();
  }
}
