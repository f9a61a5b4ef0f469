package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlEscaperTest {

  @Test
  void turnsMarkupIntoReferences() {
    assertThat(HtmlEscaper.escape("<a href=\"x\" title='y'>&amp;"))
        .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
  }

  @Test
  void leavesTextInAnyScriptAlone() {
    String text = "naïve 映画 فيلم \ud83c\udfac\tone\nline\r\n";
    assertThat(HtmlEscaper.escape(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u0007",
        "\u000b",
        "\u001b",
        "\u007f",
        "\u0085",
        "\u009f",
        "\ud800",
        "\udc00",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\ud83f\udfff"
      })
  void replacesWhatNoDocumentMayHold(String forbidden) {
    assertThat(HtmlEscaper.escape("a" + forbidden + "b")).isEqualTo("a\ufffdb");
  }

  @Test
  void replacesEachOfTwoSurrogatesInTheWrongOrder() {
    assertThat(HtmlEscaper.escape("\udc00\ud800")).isEqualTo("\ufffd\ufffd");
  }
}
