package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.DataSettings.SourceKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layer that says last where the examples are wins, whole. */
class TableSettingsTest {

  @TempDir private Path folder;

  private final TestLoader loader = new TestLoader();

  private DataSettings over(String below, String... assignments) {
    return loader
        .load(List.of(TestLoader.file(folder, "below.conf", below)), assignments)
        .job()
        .data();
  }

  @ParameterizedTest
  @CsvSource({
    "data.source = sample",
    "data.table = reviews",
    "data.query = select 1",
    "data.path = a.csv"
  })
  void theDataOfAHigherLayerReplaceOthers(String below) {
    DataSettings format = over(below, "data.format=jdbc", "data.options.url=jdbc:x");
    assertThat(format.tables().format()).contains("jdbc");
    assertThat(format.tables().options()).containsEntry("url", "jdbc:x");
    assertThat(format.source()).isEqualTo(SourceKind.AUTO);
    assertThat(format.tables().table()).isEmpty();
    assertThat(format.tables().query()).isEmpty();

    DataSettings path = over(below, "data.path=b.csv");
    assertThat(path.path()).contains("b.csv");
    assertThat(path.source()).isEqualTo(SourceKind.AUTO);
    assertThat(path.tables().isGiven()).isFalse();

    DataSettings table = over(below, "data.table=other");
    assertThat(table.tables().table()).contains("other");
    assertThat(table.path()).isEmpty();
    assertThat(table.tables().query()).isEmpty();
    assertThat(table.source()).isEqualTo(SourceKind.AUTO);

    DataSettings query = over(below, "data.query=select 2");
    assertThat(query.tables().query()).contains("select 2");
    assertThat(query.path()).isEmpty();
    assertThat(query.tables().table()).isEmpty();
    assertThat(query.source()).isEqualTo(SourceKind.AUTO);
  }

  @Test
  void aPathKeepsTheFormatBelow() {
    DataSettings data = over("data { path = a.txt, source = csv }", "data.path=b.txt");
    assertThat(data.source()).isEqualTo(SourceKind.CSV);
    data = over("data { path = a, format = orc }", "data.path=b");
    assertThat(data.tables().format()).contains("orc");
  }

  @Test
  void aFormatKeepsThePathBelow() {
    assertThat(over("data.path = a", "data.format=orc").path()).contains("a");
  }

  @Test
  void ofOneLayerTheyExcludeEachOther() {
    assertThat(loader.failure("data.source=sample", "data.format=jdbc"))
        .contains("data.source: is sample, which has no effect with data.table, data.query or");
    assertThat(loader.failure("data.path=a", "data.table=b"))
        .contains("data.path: is set, and data.table too, expected one of them");
    assertThat(loader.failure("data.table=a", "data.query=b"))
        .contains("data.query: is set, and data.table too");
  }
}
