package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --set} makes of what a user types. */
class AssignmentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://nn:8020/a b,c.tar.gz",
        "s3a://bucket/x=1/y",
        "C:\\data\\x.csv",
        "[odd].csv",
        "{odd}.csv",
        "a # no comment.csv",
        "007",
        "1.10",
        "true",
        "null",
        "${HOME}/x",
        " spaces around "
      })
  void textIsWhatWasTyped(String text) {
    assertThat(new TestLoader().set("data.path=" + text).job().data().path()).contains(text);
  }

  @Test
  void quotesAreTakenOffText() {
    assertThat(new TestLoader().set("data.path=\"a \\\"b\\\".csv\"").job().data().path())
        .contains("a \"b\".csv");
    assertThat(new TestLoader().set("data.path=\"open").job().data().path()).contains("\"open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a,b]", "a,b", "[ a , b ]", "\"a\",\"b\"", " [\"a\", b]", "[a,b,]"})
  void listsComeWithOrWithoutBrackets(String text) {
    assertThat(
            SentimentSettings.of(new TestLoader().set("data.labels.positive=" + text).job())
                .reviews()
                .positiveLabels())
        .containsExactly("a", "b");
  }

  @Test
  void aListThatIsNoHoconIsSplitAtCommas() {
    assertThat(positive("[5:star, #1,http://x]")).containsExactly("5:star", "#1", "http://x");
    assertThat(positive("yes")).containsExactly("yes");
    assertThat(positive("[\"a,b\", c]")).containsExactly("a,b", "c");
  }

  private static List<String> positive(String text) {
    return SentimentSettings.of(new TestLoader().set("data.labels.positive=" + text).job())
        .reviews()
        .positiveLabels();
  }

  @Test
  void datesNumbersFlagsAndChoicesAreWhatTheKeyWants() {
    JobConfig job =
        new TestLoader()
            .set(
                "run.id=2024-01-01",
                " training.learning-rate = 1e-3",
                "training.epochs= 3 ",
                "model.mask-padding=false",
                "data.source=imdb-archive",
                "data.path=a=b")
            .job();

    assertThat(job.output().runId()).contains("2024-01-01");
    assertThat(job.training().learningRate()).isEqualTo(0.001);
    assertThat(job.training().epochs()).isEqualTo(3);
    assertThat(SentimentSettings.of(job).model().maskPadding()).isFalse();
    assertThat(job.data().source()).isEqualTo(DataSettings.SourceKind.IMDB_ARCHIVE);
    assertThat(job.data().path()).contains("a=b");
  }

  @Test
  void aWholeSectionMayBeGiven() {
    assertThat(
            SentimentSettings.of(
                    new TestLoader().set("data.labels={positive = [up], negative = [down]}").job())
                .reviews()
                .negativeLabels())
        .containsExactly("down");
  }

  @Test
  void environmentAndPropertiesAreReadAlike() {
    JobConfig job =
        new TestLoader()
            .variable("CONFIG_FORCE_data_labels_positive", "[a,b]")
            .property("data.path", "hdfs://nn:8020/a b")
            .set()
            .job();

    assertThat(SentimentSettings.of(job).reviews().positiveLabels()).containsExactly("a", "b");
    assertThat(job.data().path()).contains("hdfs://nn:8020/a b");
  }
}
