package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files of defaults: reference.conf and the settings.conf of each workload. */
class ReferenceConfTest {

  private final List<WorkloadDeclaration> workloads = Workloads.settings();
  private final Config defaults = defaults().resolve();
  private final Schema schema = new Schema(defaults, workloads);

  private Config defaults() {
    Config all = ConfigFactory.parseURL(ReferenceConfTest.class.getResource("/reference.conf"));
    for (WorkloadDeclaration workload : workloads) {
      all = all.withFallback(ConfigFactory.parseURL(workload.owner().getResource("settings.conf")));
    }
    return all;
  }

  @Test
  void everyDefaultIsReadAndEverySettingHasOne() {
    assertThat(schema.keys()).allMatch(defaults::hasPath);
    assertThat(defaults.entrySet().stream().map(entry -> entry.getKey())).isSubsetOf(schema.keys());
  }

  @Test
  void noWorkloadRepeatsASharedDefault() {
    Config shared = ConfigFactory.parseURL(ReferenceConfTest.class.getResource("/reference.conf"));
    for (WorkloadDeclaration workload : workloads) {
      Config own = ConfigFactory.parseURL(workload.owner().getResource("settings.conf"));
      assertThat(own.entrySet().stream().map(entry -> entry.getKey()))
          .noneMatch(shared::hasPathOrNull);
    }
  }

  @TestFactory
  Stream<DynamicTest> eachKeySaysWhatItIsAndWhatIsAllowed() {
    return schema.settings().entrySet().stream()
        .map(
            setting ->
                DynamicTest.dynamicTest(
                    setting.getKey(),
                    () -> {
                      ConfigValue value = defaults.getValue(setting.getKey());
                      assertThat(String.join(" ", value.origin().comments()))
                          .isNotBlank()
                          .contains(mentions(setting.getValue()));
                    }));
  }

  private static List<String> mentions(SettingType<?> kind) {
    if (kind instanceof SettingType.Whole number) {
      return List.of("from " + number.min(), String.valueOf(number.max()));
    }
    if (kind instanceof SettingType.Choice<?> choice) {
      return choice.spellings();
    }
    return List.of(" ");
  }

  @Test
  void aTrainingWithoutSettingsIsRepeatableAndHarmsNothing() {
    JobConfig job = new TestLoader().set().job();

    // The sample, without a network, into a new folder: what the first command of the README runs.
    assertThat(job.data().path()).isEmpty();
    assertThat(job.seed()).isEqualTo(42);
    assertThat(job.output().overwrite()).isEqualTo(OutputSettings.Overwrite.REFUSE);
    assertThat(job.preflight()).isEqualTo(PreflightMode.REFUSE);
    assertThat(job.data().onBadRow()).isEqualTo(DataSettings.BadRowPolicy.FAIL);
    assertThat(job.models().dir()).isEmpty();
    assertThat(job.tracking().mlflowUri()).isEmpty();
    assertThat(job.checkpoint().everyEpochs()).isPositive();
    assertThat(job.watch().stallSeconds()).isPositive();
  }
}
