package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleReviewGeneratorTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Split.class)
  void theCommittedFilesAreWhatTheGeneratorWrites(Split split) throws IOException {
    Path project = Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));
    SampleReviewGenerator.write(folder);

    assertThat(folder.resolve(SampleReviewGenerator.fileName(split)))
        .hasSameBinaryContentAs(
            project.resolve("data/sample").resolve(SampleReviewGenerator.fileName(split)));
  }

  @Test
  void leavesNothingElseBehind() throws IOException {
    SampleReviewGenerator.write(folder);
    SampleReviewGenerator.write(folder);

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("train.jsonl", "test.jsonl");
    }
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
