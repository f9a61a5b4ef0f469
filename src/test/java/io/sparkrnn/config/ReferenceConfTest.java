package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReferenceConfTest {

  private final Config reference =
      ConfigFactory.parseURL(ReferenceConfTest.class.getResource("/reference.conf")).resolve();

  @Test
  void reference_and_schema_have_the_same_keys() {
    assertThat(reference.entrySet().stream().map(entry -> entry.getKey()))
        .containsExactlyInAnyOrderElementsOf(Schema.SHARED.stream().map(Setting::key).toList());
  }

  @TestFactory
  Stream<DynamicTest> each_key_says_what_it_is_and_what_is_allowed() {
    return Schema.SHARED.stream()
        .map(
            setting ->
                DynamicTest.dynamicTest(
                    setting.key(),
                    () -> {
                      ConfigValue value = reference.getValue(setting.key());
                      assertThat(String.join(" ", value.origin().comments()))
                          .isNotBlank()
                          .contains(mentions(setting.kind()));
                    }));
  }

  private static List<String> mentions(Kind<?> kind) {
    if (kind instanceof WholeNumber number) {
      return List.of("from " + number.min(), String.valueOf(number.max()));
    }
    if (kind instanceof Choice<?> choice) {
      return choice.spellings();
    }
    return List.of(" ");
  }

  @Test
  void defaults_are_valid_and_known() {
    JobConfig job = new TestLoader().set().job();

    assertThat(job)
        .isEqualTo(
            new JobConfig(
                "review-sentiment",
                42,
                new DataSettings(
                    Optional.empty(),
                    DataSettings.SourceKind.AUTO,
                    Optional.empty(),
                    0.2,
                    "text",
                    "label",
                    List.of("1", "pos", "positive", "true"),
                    List.of("0", "neg", "negative", "false"),
                    Optional.empty(),
                    DataSettings.Unlabelled.IGNORE,
                    DataSettings.BadRowPolicy.FAIL,
                    Optional.of("runs/.prepared"),
                    0.2,
                    DataSettings.ValidationSplit.RANDOM),
                new TextSettings(
                    TextSettings.LowerCase.ASCII,
                    10_000,
                    Optional.empty(),
                    200,
                    TextSettings.Side.PRE,
                    TextSettings.Side.PRE),
                new ModelSettings(
                    128,
                    128,
                    ModelSettings.Activation.TANH,
                    new ModelSettings.Start(
                        ModelSettings.RecurrentStart.ORTHOGONAL,
                        1.0,
                        ModelSettings.EmbeddingStart.UNIFORM,
                        0.05,
                        0.15),
                    new ModelSettings.WordDropout(0.0, 0.0, ModelSettings.DroppedWord.REMOVED),
                    0.2,
                    0.0,
                    true,
                    ModelSettings.Layer.FUSED,
                    ModelSettings.Precision.FLOAT32),
                OwnValues.none(),
                new TrainingSettings(
                    5,
                    OptionalInt.empty(),
                    64,
                    TrainingSettings.Batches.SHUFFLED,
                    TrainingSettings.Optimizer.ADAM,
                    0.999,
                    0.001,
                    TrainingSettings.Schedule.LINEAR,
                    0,
                    1.0,
                    0.0,
                    0.0,
                    new RollbackSettings(3, 0.5, 0.5),
                    new FinishSettings(
                        0,
                        FinishSettings.Keep.LAST,
                        FinishSettings.WeightAveraging.NONE,
                        0.5,
                        1.0,
                        false),
                    new AveragingSettings(
                        AveragingSettings.Strategy.MEAN,
                        1,
                        0,
                        0,
                        0.0,
                        1.0,
                        0.0,
                        AveragingSettings.Weighting.EXAMPLES)),
                new CheckpointSettings(1, 2),
                new WatchSettings(600),
                new BlasSettings(Optional.empty()),
                new EvaluationSettings(256, 5, Optional.empty()),
                new OutputSettings("runs", OutputSettings.Overwrite.REFUSE, Optional.empty()),
                PreflightMode.REFUSE,
                new ModelsSettings(
                    Optional.empty(),
                    Optional.empty(),
                    new ModelsSettings.Promotion(ModelsSettings.Rule.GATE, 0, 0.05, 0),
                    new ModelsSettings.DataGate(0, 1, 1, 1)),
                new TrackingSettings(true, Optional.empty(), "spark-rnn"),
                new LoggingSettings(LoggingSettings.Level.INFO, LoggingSettings.Level.WARN)));
  }
}
