package io.sparkrnn.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MessageTextTest {

  @Test
  void only_a_text_that_is_too_long_is_shortened() {
    assertThat(MessageText.shortened("word", 4)).isEqualTo("word");
    assertThat(MessageText.shortened("words", 4)).isEqualTo("word...");
  }

  @Test
  void a_reason_is_one_line_of_a_message_or_else_the_kind_of_failure() {
    assertThat(MessageText.reason(new IOException("\nno such file\n\tat Reader.java:1")))
        .isEqualTo("no such file");
    assertThat(MessageText.reason(new IOException(" "))).isEqualTo("IOException");
    assertThat(MessageText.reason(new IOException((String) null))).isEqualTo("IOException");
  }
}
