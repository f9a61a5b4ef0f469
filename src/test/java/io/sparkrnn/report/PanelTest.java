package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

  @Test
  void putsAccuracyLeftAndLossRight() {
    List<Panel> panels = Panel.of(DemoReport.history());
    assertThat(panels).extracting(Panel::title).containsExactly("Accuracy", "Loss");
    Curve validation = panels.get(0).curves().get(1);
    assertThat(validation.role()).isEqualTo(Curve.Role.VALIDATION);
    assertThat(validation.line().x()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(validation.line().y()).containsExactly(0.7394, 0.8306, 0.8552, 0.8654, 0.8622);
  }

  @Test
  void showsTheFirstOfManyOtherScoresThatBothPartsHave() {
    Scores training = Scores.empty().with("own", 1).with("loss", 1).with("mae", 2).with("mse", 3);
    Scores validation = Scores.empty().with("loss", 1).with("mae", 2).with("mse", 3);
    assertThat(Panel.of(List.of(DemoReport.epoch(1, training, validation))))
        .extracting(Panel::score)
        .containsExactly("mae", "loss");
  }

  @Test
  void drawsTrainingAloneWithoutValidation() {
    List<Panel> panels =
        Panel.of(List.of(DemoReport.epoch(1, Scores.empty().with("loss", 1), Scores.empty())));
    assertThat(panels).hasSize(1);
    assertThat(panels.get(0).curves()).extracting(Curve::role).containsExactly(Curve.Role.TRAINING);
  }

  @Test
  void leavesOutPointsThatAreNotFinite() {
    List<Panel> panels =
        Panel.of(
            List.of(
                DemoReport.epoch(1, DemoReport.scores(0.5, Double.NaN), Scores.empty()),
                DemoReport.epoch(2, DemoReport.scores(Double.NaN, Double.NaN), Scores.empty()),
                DemoReport.epoch(
                    3, DemoReport.scores(Double.POSITIVE_INFINITY, Double.NaN), Scores.empty())));
    assertThat(panels).extracting(Panel::score).containsExactly("loss");
    assertThat(panels.get(0).curves().get(0).line().x()).containsExactly(1.0);
  }

  @Test
  void hasNothingToShowOfNoEpochs() {
    assertThat(Panel.of(List.of())).isEmpty();
  }
}
