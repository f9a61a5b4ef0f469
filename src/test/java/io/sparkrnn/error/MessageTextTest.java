package io.sparkrnn.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessageTextTest {

  @Test
  void onlyATextThatIsTooLongIsShortened() {
    assertThat(MessageText.shortened("word", 4)).isEqualTo("word");
    assertThat(MessageText.shortened("words", 4)).isEqualTo("word...");
  }

  @Test
  void aReasonIsOneLineOfAMessageOrElseTheKindOfFailure() {
    assertThat(MessageText.reason(new IOException("\nno such file\n\tat Reader.java:1")))
        .isEqualTo("no such file");
    assertThat(MessageText.reason(new IOException(" "))).isEqualTo("IOException");
    assertThat(MessageText.reason(new IOException((String) null))).isEqualTo("IOException");
  }
}
