package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {

  private static final String PROMOTED = "{\"promoted\": true}";

  @TempDir private Path folder;

  private ModelRegistry store() {
    return ModelRegistry.open(folder.resolve("models").toString(), new Configuration());
  }

  private String run(String id) throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/" + id + "/model/assets")).getParent();
    Files.writeString(run.resolve("network.zip"), "weights of " + id);
    Files.writeString(run.resolve("assets/vocabulary.txt"), "4\tgood\n");
    Files.writeString(run.getParent().resolve("report.html"), "not part of a version");
    Files.writeString(run.getParent().resolve("summary.json"), "{\"run\": \"%s\"}".formatted(id));
    return run.getParent().toUri().toString();
  }

  private ModelVersion add(String id) throws IOException {
    return store().add(run(id), "identity of " + id, PROMOTED);
  }

  @Test
  void isEmptyBeforeTheFirstVersion() {
    assertThat(store().versions()).isEmpty();
    assertThat(store().newest()).isEmpty();
    assertThat(store().current()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aVersionHasItsModelItsScoresAndWhereItCameFrom() throws IOException {
    ModelVersion version = add("monday");

    assertThat(version.number()).isEqualTo(1);
    assertThat(version.origin().run()).endsWith("/runs/monday/");
    assertThat(version.origin().identity()).isEqualTo("identity of monday");
    assertThat(version.summary().path("run").asText()).isEqualTo("monday");
    assertThat(version.decision().orElseThrow().path("promoted").asBoolean()).isTrue();
    assertThat(Folders.all(folder.resolve("models")))
        .containsExactly(
            "versions",
            "versions/000001",
            "versions/000001/decision.json",
            "versions/000001/model",
            "versions/000001/model/assets",
            "versions/000001/model/assets/vocabulary.txt",
            "versions/000001/model/network.zip",
            "versions/000001/origin.json",
            "versions/000001/summary.json");
    assertThat(store().current()).isEmpty();
  }

  @Test
  void theSameRunIsOneVersion() throws IOException {
    add("monday");
    ModelVersion again = store().add(run("monday"), "other", PROMOTED);

    assertThat(again.number()).isEqualTo(1);
    assertThat(again.origin().identity()).isEqualTo("identity of monday");
    assertThat(store().versions()).hasSize(1);
  }

  @Test
  void theLastMoveSaysWhichIsCurrent() throws IOException {
    add("monday");
    add("tuesday");

    store().promote(1, OptionalInt.empty(), "the first");
    assertThat(store().current().orElseThrow().number()).isEqualTo(1);
    store().promote(2, OptionalInt.of(1), "better");
    assertThat(store().current().orElseThrow().number()).isEqualTo(2);
    assertThat(store().history())
        .extracting(move -> move.number() + ":" + move.version() + ":" + move.reason())
        .containsExactly("1:1:the first", "2:2:better");
  }

  @Test
  void aDecisionAboutAnotherCurrentVersionIsVoid() throws IOException {
    add("monday");
    add("tuesday");
    store().promote(1, "by hand");

    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> store().promote(2, OptionalInt.empty(), "the first"))
        .withMessageContaining("is 1, and was none when version 2 was compared");
    assertThat(store().current().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void goingBackTwiceGoesBackTwo() throws IOException {
    for (String day : List.of("monday", "tuesday", "wednesday")) {
      store().promote(add(day).number(), day);
    }

    assertThat(store().rollback("complaints").version()).isEqualTo(2);
    assertThat(store().rollback("more").version()).isEqualTo(1);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().rollback("again"))
        .withMessageContaining("no earlier current version");
    store().promote(3, "mended");
    assertThat(store().rollback("not so").version()).isEqualTo(1);
  }

  @Test
  void pruningSparesWhatIsInUseAndWhatItWouldGoBackTo() throws IOException {
    for (int i = 1; i <= 6; i++) {
      add("run" + i);
    }
    store().promote(1, "");
    store().promote(3, "");

    assertThat(store().prune(2)).containsExactly(2, 4);
    assertThat(store().versions()).extracting(ModelVersion::number).containsExactly(1, 3, 5, 6);
    assertThat(add("run7").number()).isEqualTo(7);
    assertThat(store().rollback("").version()).isEqualTo(1);
  }

  @Test
  void numbersAreNotGivenTwice() throws IOException {
    add("a");
    ModelVersion second = add("b");
    store().promote(second.number(), "");
    store().prune(1);

    assertThat(add("c").number()).isEqualTo(3);
  }

  @Test
  void aNumberThatIsNotThereIsToldOf() {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> store().version(4))
        .withMessageContaining("has no version 4; there are []");
  }

  @Test
  void whatIsNoJsonIsToldOf() throws IOException {
    add("monday");
    Path origin = folder.resolve("models/versions/000001/origin.json");
    Files.writeString(origin, "{");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> store().versions())
        .withMessageContaining("origin.json");
  }

  @Test
  void writersWaitForEachOther() throws Exception {
    int writers = 8;
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      runs.add(run("run" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Integer>> tasks =
          runs.stream()
              .<Callable<Integer>>map(
                  run ->
                      () -> {
                        int number = store().add(run, run, PROMOTED).number();
                        store().promote(number, run);
                        return number;
                      })
              .toList();
      List<Integer> numbers = new ArrayList<>();
      for (Future<Integer> task : threads.invokeAll(tasks)) {
        numbers.add(task.get());
      }
      assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(store().history()).hasSize(writers);
      assertThat(store().versions()).hasSize(writers);
      assertThat(Folders.all(folder.resolve("models"))).noneMatch(name -> name.contains(".lock"));
    } finally {
      threads.shutdownNow();
    }
  }
}
