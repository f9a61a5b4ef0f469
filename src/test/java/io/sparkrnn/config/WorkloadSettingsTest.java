package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Settings that a workload has for itself. */
class WorkloadSettingsTest {

  private record Juggling(int balls, String column) implements WorkloadSettings {

    static Juggling read(SettingsReader read) {
      return new Juggling(read.count("juggling.balls", 1, 11), read.text("juggling.input.column"));
    }

    @Override
    public Juggling usedOn(WorkloadSettings job) {
      return new Juggling(balls, ((Juggling) job).column);
    }
  }

  private record Unicycling(double wheel) implements WorkloadSettings {

    static Unicycling read(SettingsReader read) {
      return new Unicycling(read.share("model.output-dropout"));
    }
  }

  private static ResolvedConfig load(String... assignments) {
    return new ConfigLoader(
            Map.of(),
            Map.of(),
            Configuration::new,
            List.of(
                new WorkloadDeclaration("juggling", WorkloadSettingsTest.class, Juggling::read),
                new WorkloadDeclaration("unicycling", Unicycling.class, Unicycling::read)))
        .load(List.of(), List.of(assignments));
  }

  private static JobConfig juggling(String... assignments) {
    List<String> all = new ArrayList<>(List.of("workload=juggling"));
    all.addAll(List.of(assignments));
    return load(all.toArray(String[]::new)).job();
  }

  @Test
  void defaultsStandBesideTheWorkload() {
    ResolvedConfig config = load("workload=juggling");

    assertThat(config.job().own()).isEqualTo(new Juggling(3, "ball"));
    assertThat(TestLoader.origin(config, "juggling.input.column")).startsWith("reference.conf: ");
    assertThat(config.entries()).noneMatch(entry -> entry.key().startsWith("model."));
  }

  @Test
  void theyAreCheckedLikeAllOthers() {
    assertThat(juggling("juggling.balls=5").own()).isEqualTo(new Juggling(5, "ball"));
    assertThatThrownBy(() -> juggling("juggling.balls=12", "juggling.bals=3", "juggling.input=x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "juggling.balls: is 12 (number), expected a whole number from 1 to 11",
            "juggling.bals: unknown key; did you mean juggling.balls?",
            "juggling.input: is \"x\" (string), expected a section with column");
  }

  @Test
  void aSettingOfAnotherWorkloadIsRefused() {
    assertThatThrownBy(() -> juggling("model.output-dropout=0.5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "--set: model.output-dropout: workload juggling does not use it, only unicycling; remove it");
  }

  @Test
  void anUnknownWorkloadIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> load("workload=tightrope"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--set: workload: is tightrope, expected juggling, unicycling");
  }

  @Test
  void withoutAValidWorkloadItsSettingsAreNoFurtherProblem() {
    assertThatThrownBy(() -> load("workload=", "juggling.balls=5", "model.output-dropout=0.5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("1 problem in the configuration:")
        .hasMessageContaining("--set: workload: is \"\" (string), expected text");
  }

  @Test
  void aModelKeepsItsOwnSettingsWhenItIsUsedOnOtherData() {
    JobConfig model = juggling("juggling.balls=5");
    JobConfig job = juggling("juggling.balls=7", "juggling.input.column=b");

    assertThat(model.toUseOn(job).own()).isEqualTo(new Juggling(5, "b"));
  }
}
