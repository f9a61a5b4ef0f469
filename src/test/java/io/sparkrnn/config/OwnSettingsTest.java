package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Settings that a workload has for itself. */
class OwnSettingsTest {

  private static final Setting<Long> BALLS = Setting.whole("juggling.balls", 1, 11);
  private static final Setting<String> COLUMN = Setting.text("juggling.input.column");

  private static ResolvedConfig load(String... assignments) {
    OwnSettings own = new OwnSettings(OwnSettingsTest.class, List.of(BALLS, COLUMN));
    return new ConfigLoader(Map.of(), Map.of(), Configuration::new, List.of(own))
        .load(List.of(), List.of(assignments));
  }

  @Test
  void defaults_stand_beside_the_workload() {
    ResolvedConfig config = load();

    assertThat(config.job().own().intOf(BALLS)).isEqualTo(3);
    assertThat(config.job().own().of(COLUMN)).isEqualTo("ball");
    assertThat(config.entries())
        .hasSize(Schema.SHARED.size() + 2)
        .last()
        .satisfies(entry -> assertThat(entry.key()).isEqualTo("juggling.input.column"))
        .satisfies(entry -> assertThat(entry.origin()).startsWith("reference.conf: "));
  }

  @Test
  void they_are_checked_like_all_others() {
    assertThat(load("juggling.balls=5").job().own().intOf(BALLS)).isEqualTo(5);
    assertThatThrownBy(() -> load("juggling.balls=12", "juggling.bals=3", "juggling.input=x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "juggling.balls: is 12 (number), expected a whole number from 1 to 11",
            "juggling.bals: unknown key; did you mean juggling.balls?",
            "juggling.input: is \"x\" (string), expected a section with column");
  }

  @Test
  void what_is_learnt_stays_when_the_input_changes() {
    OwnValues model = load("juggling.balls=5").job().own();
    OwnValues told = load("juggling.balls=7", "juggling.input.column=b").job().own();

    OwnValues mixed = model.withInputOf(told);

    assertThat(mixed.intOf(BALLS)).isEqualTo(5);
    assertThat(mixed.of(COLUMN)).isEqualTo("b");
    assertThat(mixed).isEqualTo(load("juggling.balls=5", "juggling.input.column=b").job().own());
  }

  @Test
  void a_job_without_them_says_so() {
    assertThatThrownBy(() -> OwnValues.none().of(BALLS))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("juggling.balls is of no registered workload");
  }
}
