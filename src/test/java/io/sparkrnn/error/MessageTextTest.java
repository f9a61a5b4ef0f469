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

  @Test
  void whatTheAwsSdkTellsIsShort() {
    assertThat(
            MessageText.reason(
                new IOException(
                    "s3a://b/x: getFileStatus on s3a://b/x: com.amazonaws.services.s3.model.AmazonS3Exception:"
                        + " The specified bucket does not exist (Service: Amazon S3; Status Code: 404;"
                        + " Error Code: NoSuchBucket; Request ID: 4; S3 Extended Request ID: null; Proxy: null),"
                        + " S3 Extended Request ID: null:NoSuchBucket: The specified bucket does not exist")))
        .isEqualTo("The specified bucket does not exist (HTTP 404, NoSuchBucket)");
  }
}
