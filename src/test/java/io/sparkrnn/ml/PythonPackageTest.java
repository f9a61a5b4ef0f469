package io.sparkrnn.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.shared.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

/** The Python package, as far as it can be held to the jar without Python. */
class PythonPackageTest {

  private static final Path SOURCES = Path.of("submit", "python", "src", "sparkrnn");

  private static List<String> found(String file, String pattern) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    return Pattern.compile(pattern).matcher(source).results().map(MatchResult::group).toList();
  }

  @Test
  void itHasTheVersionOfTheJar() throws IOException {
    assertThat(found("_version.py", "(?<=__version__ = \")[^\"]+"))
        .containsExactly(Version.sparkRnn());
  }

  @Test
  void everyParamIsAnArgumentOfTheConstructor() throws IOException {
    List<String> params =
        Arrays.stream(new SparkRnnClassifier().params()).map(Param::name).sorted().toList();

    // Of the constructor and of setParams.
    assertThat(found("_stages.py", "(?<=\n {8})\\w+(?=: [\\w\\[\\]]+ = )"))
        .hasSize(2 * params.size())
        .hasSameElementsAs(params);
  }
}
