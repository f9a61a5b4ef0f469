package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.HadoopFiles.NoClientException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;

class HadoopFilesTest {

  @Test
  void aMissingClientIsToldWithItsPackage() {
    assertThatExceptionOfType(NoClientException.class)
        .isThrownBy(() -> HadoopFiles.of(new Path("s3a://bucket/a"), new Configuration()))
        .withMessageStartingWith("there is no client for 's3a' on the class path")
        .withMessageContaining(
            "--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion());
    assertThatExceptionOfType(NoClientException.class)
        .isThrownBy(() -> HadoopFiles.of(new Path("gs://bucket/a"), new Configuration()))
        .withMessageContaining("there is no client for 'gs'")
        .withMessageEndingWith("with --packages or --jars");
  }

  @Test
  void whatTheSiteSetsStays() {
    Configuration site = new Configuration();
    assertThat(HadoopFiles.defaults(site)).containsEntry("fs.s3a.attempts.maximum", "4");

    site.set("fs.s3a.attempts.maximum", "20");
    assertThat(HadoopFiles.defaults(site)).containsOnlyKeys("fs.s3a.retry.limit");
  }
}
