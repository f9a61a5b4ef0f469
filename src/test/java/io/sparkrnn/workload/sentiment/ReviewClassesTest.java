package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ClassSettings.Kind;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReviewClassesTest {

  private static final ClassSettings FOUND = new ClassSettings(Kind.FOUND, List.of(), 7);

  @Test
  void aModelKeepsItsClassesInOrder() {
    TextClasses classes = TextClasses.of(List.of("World", "Sci/Tech", "two words"));
    Asset asset = ReviewClasses.asset(classes).orElseThrow();

    assertThat(asset).isEqualTo(new Asset("classes.txt", "0\tWorld\n1\tSci/Tech\n2\ttwo words\n"));
    assertThat(ReviewClasses.of(List.of(asset), FOUND)).isEqualTo(classes);
    assertThat(ReviewClasses.asset(TextClasses.BINARY)).isEmpty();
  }

  @Test
  void beforeThereAreAnyTheSettingsTellHowManyThereMayBe() {
    ClassSettings listed = new ClassSettings(Kind.LISTED, List.of("x", "y"), 100);

    assertThat(ReviewClasses.of(List.of(), FOUND).outputs()).isEqualTo(7);
    assertThat(ReviewClasses.of(List.of(), listed)).isEqualTo(TextClasses.of(List.of("x", "y")));
    assertThat(ReviewClasses.of(List.of(), ClassSettings.binary())).isEqualTo(TextClasses.BINARY);
  }

  @Test
  void settingsOfOtherClassesThanTheModelsAreRefused() {
    List<Asset> many =
        List.of(ReviewClasses.asset(TextClasses.of(List.of("x", "y"))).orElseThrow());
    List<Asset> two = ReviewSentiment.assets(io.sparkrnn.text.Vocabulary.of(List.of("a"), 9));

    assertThatThrownBy(() -> ReviewClasses.of(many, ClassSettings.binary()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the model has the classes x, y, but data.labels.classes = binary; set it to found");
    assertThatThrownBy(() -> ReviewClasses.of(two, FOUND))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the model has the classes negative and positive, but data.labels.classes = found; set it"
                + " to binary");
  }

  @Test
  void aDamagedFileIsToldOf() {
    for (String text : List.of("", "0\tx\n", "0\tx\n2\ty\n", "0\tx\n1\t\n", "x\ny\n")) {
      assertThatThrownBy(() -> ReviewClasses.of(List.of(new Asset("classes.txt", text)), FOUND))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("classes.txt");
    }
  }

  @Test
  void numbersComeByValueAndBeforeTexts() {
    assertThat(ReviewClasses.sorted(List.of("b", "10", "9", "B", "-1", "a", "2.5")))
        .containsExactly("-1", "2.5", "9", "10", "B", "a", "b");
  }

  @Test
  void rareClassesWeighMore() {
    Map<String, Long> counts = new LinkedHashMap<>(Map.of());
    counts.put("x", 6L);
    counts.put("none", 0L);
    counts.put("y", 3L);
    counts.put("z", 1L);
    ReviewProfile profile = new ReviewProfile(10, counts, List.of(), Optional.empty());

    // n / (k n_c), of the three classes that have reviews.
    assertThat(profile.balancedWeights())
        .containsExactly(new double[] {10 / 18.0, 0, 10 / 9.0, 10 / 3.0}, within(1e-12));
  }

  @Test
  void aLabelIsASmoothedVectorInTrainingAlone() {
    WordDropout none = Batchers.wordDropout(0, DroppedWord.REMOVED, Side.PRE);
    SequenceBatcher batcher = Batchers.of(Masking.PADDING, none, 0.3, 3);
    List<Example> examples =
        List.of(
            new Example(0, new float[] {1, 5}, new float[] {2}),
            new Example(1, new float[] {1, 5}, new float[] {0}));

    assertThat(batcher.minibatch(examples).getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 0, 0}});
    float[][] smoothed =
        batcher.trainingMinibatch(examples, 0, new SplittableRandom(1)).getLabels().toFloatMatrix();
    assertThat(smoothed[0]).containsExactly(new float[] {0.1f, 0.1f, 0.8f}, within(1e-6f));
    assertThat(smoothed[1]).containsExactly(new float[] {0.8f, 0.1f, 0.1f}, within(1e-6f));
  }
}
