package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupWriterTest {

  @Test
  void escapesTextAndAttributes() {
    MarkupWriter markup = new MarkupWriter();
    markup.open("p", "title", "\"><script>").text("a < b").empty("br").close();
    assertThat(markup.document())
        .isEqualTo("<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b<br/>\n</p>\n");
  }

  @Test
  void refusesAnUnfinishedDocument() {
    MarkupWriter markup = new MarkupWriter().open("html").open("body");
    assertThatThrownBy(markup::document)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("body");
  }

  @Test
  void refusesAStyleSheetThatCouldEndItsElement() {
    assertThatThrownBy(() -> new MarkupWriter().style("a{}</style>"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
