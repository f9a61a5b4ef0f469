package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

  @TempDir private Path dir;

  @Test
  void isGoneWithAllThatIsInIt() throws IOException {
    Path below = dir.resolve("new");
    try (ScratchFolder scratch = ScratchFolder.in(below.toString(), new Configuration())) {
      Path one = Path.of(URI.create(scratch.place("one")));
      Path two = Path.of(URI.create(scratch.place("two")));
      Files.createDirectories(one.resolve("deep"));
      Files.createDirectory(two);

      scratch.delete("two");
      scratch.delete("never there");

      assertThat(one).exists();
      assertThat(two).doesNotExist();
      assertThat(one.getParent().getFileName().toString()).startsWith(".");
    }
    assertThat(below).isEmptyDirectory();
  }
}
