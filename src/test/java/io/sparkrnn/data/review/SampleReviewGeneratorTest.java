package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleReviewGeneratorTest {

  @ParameterizedTest
  @EnumSource(Split.class)
  void theCommittedFilesAreWhatTheGeneratorWrites(Split split) {
    Path project = Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));
    assertThat(project.resolve("data/sample").resolve(SampleReviewGenerator.fileName(split)))
        .hasBinaryContent(SampleReviewGenerator.jsonLines(split));
  }

  @Test
  void reviewsAreBalancedShortAndAllDifferent() {
    Set<String> texts = new HashSet<>();
    for (Split split : Split.values()) {
      List<String> lines =
          new String(SampleReviewGenerator.jsonLines(split), StandardCharsets.UTF_8)
              .lines()
              .toList();

      assertThat(lines).hasSize(split == Split.TRAIN ? 4_000 : 1_000);
      assertThat(lines.stream().filter(line -> line.endsWith("\"label\":\"pos\"}")))
          .hasSize(lines.size() / 2);
      assertThat(lines).allSatisfy(line -> assertThat(line.split(" ")).hasSizeBetween(12, 65));
      lines.forEach(line -> assertThat(texts.add(line.replaceAll(",\"label.*", ""))).isTrue());
    }
  }
}
