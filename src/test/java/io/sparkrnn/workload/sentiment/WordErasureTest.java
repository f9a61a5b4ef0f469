package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextExplanation.Word;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.SentimentNetwork.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Explanations of a network that adds up a number for each word, so that effects are known. */
class WordErasureTest {

  private static final Vocabulary WORDS = Vocabulary.of(List.of("good", "bad", "film"), 7);

  /** What the words add to the log-odds, by id; padding's must not count. */
  private static final double[] VALUES = {9, 0.5, 0.25, 0, 2, -3, 0};

  @ParameterizedTest
  @EnumSource(Side.class)
  void aWordsEffectIsWhatItAddsToTheLogOdds(Side padding) {
    TextExplanation explanation =
        scorer(padding, Side.PRE, 8).explain("A good, good film; BAD!", OptionalInt.empty());

    assertThat(explanation.probability()).isCloseTo(sigmoid(0.5 + 0.25 + 2 + 2 - 3), within(1e-6));
    assertThat(explanation.words())
        .extracting(Word::word)
        .containsExactly("a", "good", "good", "film", "bad");
    assertThat(explanation.words())
        .extracting(Word::known)
        .containsExactly(false, true, true, true, true);
    double[] effects = explanation.words().stream().mapToDouble(Word::effect).toArray();
    assertThat(effects).containsExactly(new double[] {0.25, 2, 2, 0, -3}, within(1e-4));
    assertThat(explanation.words().get(4).probabilityWithout())
        .isCloseTo(sigmoid(4.75), within(1e-6));
    assertThat(explanation.strongest(3)).containsExactly(4, 1, 2);
    assertThat(explanation.strongest(99)).containsExactly(4, 1, 2, 0, 3);
  }

  @Test
  void onlyWordsThatTheNetworkReadsAreExplained() {
    String text = "good bad film film bad";
    TextExplanation end = scorer(Side.PRE, Side.PRE, 3).explain(text, OptionalInt.empty());
    TextExplanation beginning = scorer(Side.POST, Side.POST, 3).explain(text, OptionalInt.empty());

    assertThat(end.words()).extracting(Word::word).containsExactly("film", "film", "bad");
    assertThat(beginning.words()).extracting(Word::word).containsExactly("good", "bad");
  }

  @Test
  void aTextWithoutWordsHasAnAnswer() {
    TextExplanation explanation =
        scorer(Side.PRE, Side.PRE, 8).explain(" ... ", OptionalInt.empty());

    assertThat(explanation.words()).isEmpty();
    assertThat(explanation.probability()).isCloseTo(sigmoid(0.5), within(1e-6));
    assertThat(explanation.strongest(5)).isEmpty();
  }

  @Test
  void gapsCloseFromTheSideOfThePadding() {
    float[] ids = {1, 4, 5, 6};

    assertThat(WordErasure.without(ids, 2, Side.PRE)).containsExactly(0, 1, 4, 6);
    assertThat(WordErasure.without(ids, 3, Side.PRE)).containsExactly(0, 1, 4, 5);
    assertThat(WordErasure.without(ids, 2, Side.POST)).containsExactly(1, 4, 6, 0);
    assertThat(WordErasure.without(ids, 3, Side.POST)).containsExactly(1, 4, 5, 0);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static ReviewScorer scorer(Side padding, Side truncating, int length) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "text.vocabulary-size=7",
                "text.length=" + length,
                "text.padding=" + padding,
                "text.truncating=" + truncating,
                "model.embedding-size=1",
                "model.hidden-size=1",
                "model.activation=identity",
                // More words than fit into one forward pass.
                "evaluation.batch-size=4"));
    settings.replaceAll(one -> one.replace("PRE", "pre").replace("POST", "post"));
    JobConfig config = ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), settings).job();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SentimentNetwork.configuration(
                SentimentSettings.of(config).model(),
                config.training(),
                1,
                7,
                length,
                Output.BINARY,
                TrainingLength.none()));
    network.init();
    List<INDArray> parts = List.copyOf(network.paramTable().values());
    for (int id = 0; id < VALUES.length; id++) {
      parts.get(0).putScalar(id, 0, VALUES[id]);
    }
    parts.get(1).assign(1);
    parts.get(2).assign(1);
    parts.get(3).assign(0);
    parts.get(4).assign(1);
    parts.get(5).assign(0);
    return ReviewScorer.of(config, network, ReviewSentiment.assets(WORDS));
  }
}
