package io.sparkrnn.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRedactionTest {

  @ParameterizedTest
  @CsvSource({
    "hdfs://user:pw@nn:8020/x, hdfs://user:***@nn:8020/x",
    "s3a://AKIA:se/cret@bucket/x, s3a://AKIA:***@bucket/x",
    "https://h/x?v=1&sig=abc&access_token=d e, https://h/x?v=1&sig=***&access_token=*** e",
    "\"https://h/x?apiKey=abc\" is bad, \"https://h/x?apiKey=***\" is bad",
    "abfs://container@account.dfs.core.windows.net/x, abfs://container@account.dfs.core.windows.net/x",
    "hdfs://nn:8020/a@b:c, hdfs://nn:8020/a@b:c",
    "/data/key=5/x.csv, /data/key=5/x.csv",
  })
  void onlySecretsAreHidden(String text, String shown) {
    assertThat(SecretRedaction.hidden(text)).isEqualTo(shown);
  }
}
