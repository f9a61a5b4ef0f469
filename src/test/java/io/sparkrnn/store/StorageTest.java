package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

  @TempDir private java.nio.file.Path folder;

  private final Storage storage = Storage.of(new Path("file:///"), new Configuration());

  @Test
  void writesWholeFilesAndNothingBeside() throws IOException {
    storage.write(path("a.txt"), "first");
    storage.write(path("a.txt"), "zweite Ä");

    assertThat(Folders.all(folder)).containsExactly("a.txt");
    assertThat(Files.readString(folder.resolve("a.txt"))).isEqualTo("zweite Ä");
    assertThat(storage.readText(path("a.txt"))).isEqualTo("zweite Ä");
  }

  @Test
  void doesNotRenameOntoWhatIsThere() throws IOException {
    Files.createDirectories(folder.resolve("from/inner"));
    Files.createDirectories(folder.resolve("to"));

    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> storage.rename(path("from"), path("to")))
        .withMessage("%s exists already", path("to"));
    assertThat(Folders.all(folder)).containsExactly("from", "from/inner", "to");
  }

  @Test
  void aRenameThatIsRefusedIsNoSuccess() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> storage.rename(path("nowhere"), path("to")))
        .withMessageStartingWith("cannot rename ")
        .withMessageEndingWith(": no such file or folder");
  }

  @Test
  void deletesFoldersWithWhatIsInThemAndWhatIsNotThere() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/c"), "x");

    storage.delete(path("a"));
    storage.delete(path("a"));

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhatCouldNotBeRead() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> storage.read(path("gone.txt")))
        .withMessage("cannot read %s: no such file or folder", path("gone.txt"));
  }

  @Test
  void saysWhichFileSystemIsUnknown() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Storage.of(new Path("nofs://host/a"), new Configuration()))
        .withMessageStartingWith("nofs://host/a: there is no client for 'nofs' ");
  }

  @Test
  void knowsTheChecksumOfNothing() {
    assertThat(Checksums.sha256(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }
}
