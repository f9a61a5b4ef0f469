package io.sparkrnn.cli.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Versions of this program and its libraries, as recorded by the build. */
public final class Version implements IVersionProvider {

  private static final String RESOURCE = "/spark-rnn-version.properties";

  private static final Properties BUILD = load();

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " is not in the jar", e);
    }
    return properties;
  }

  public static String sparkRnn() {
    return BUILD.getProperty("spark-rnn");
  }

  public static String dl4j() {
    return BUILD.getProperty("dl4j");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "spark-rnn " + sparkRnn(),
      "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
      "Deeplearning4j " + dl4j(),
      "Java " + Runtime.version()
    };
  }
}
