package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs, versions and locks as on an object store, with local files that may not be renamed. */
class ObjectStoreTest {

  @TempDir private Path folder;

  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void treatFilesAsAnObjectStore() {
    hadoop.set(AtomicRename.OBJECT_STORES_PROPERTY, "file");
  }

  private RunFolder claim(Overwrite overwrite) {
    return RunFolder.claim(folder.toString(), "r1", overwrite, hadoop);
  }

  private RunFolder.State state() {
    return RunFolder.state(folder.toString(), "r1", hadoop);
  }

  private FolderState folderState(String name) {
    org.apache.hadoop.fs.Path path = path(name);
    return FolderState.of(Storage.of(path, hadoop), path);
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
  }

  /** Writes what a job leaves that is killed while it writes a folder. */
  private void half(String name) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("_started"), "then");
    Files.writeString(folder.resolve(name).resolve("summary.json"), "{}");
  }

  @Test
  void aRunIsThereOnceItsManifestIs() throws IOException {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("summary.json", "{}");
      assertThat(folder.resolve("r1/summary.json")).exists();
      assertThat(state()).isEqualTo(RunFolder.State.NONE);
      assertThat(RunFolder.summary(folder.toString(), "r1", hadoop)).isEmpty();
      run.publish();
    }

    assertThat(state()).isEqualTo(RunFolder.State.PUBLISHED);
    assertThat(RunFolder.summary(folder.toString(), "r1", hadoop)).contains("{}");
    assertThat(Files.readString(folder.resolve("r1/_manifest.json")))
        .isEqualToIgnoringWhitespace("{\"files\":[{\"path\":\"summary.json\",\"bytes\":2}]}");
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> claim(Overwrite.REFUSE))
        .withMessageContaining("r1 exists already");
  }

  @Test
  void aRunThatIsNotPublishedLeavesNothing() {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("model/network.zip", new byte[10]);
    }

    assertThat(folder.resolve("r1")).doesNotExist();
  }

  @Test
  void whatADeadJobLeftIsNeverReadAndGoneWithTheNextRun() throws IOException {
    half("r1");
    assertThat(state()).isEqualTo(RunFolder.State.NONE);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ModelBundle.read(folder.resolve("r1").toString(), hadoop))
        .withMessageContaining("r1 is not finished (it has no _manifest.json yet)");

    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("new", "new");
      run.publish();
    }

    assertThat(Folders.all(folder.resolve("r1")))
        .containsExactly("_manifest.json", "_started", "new");
  }

  @Test
  void aFolderThatWasCopiedThereIsWholeAndKept() throws IOException {
    Files.createDirectories(folder.resolve("r1"));
    Files.writeString(folder.resolve("r1/summary.json"), "{}");

    assertThat(state()).isEqualTo(RunFolder.State.PUBLISHED);
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> claim(Overwrite.REFUSE));
    assertThat(folder.resolve("r1/summary.json")).exists();
  }

  @Test
  void aReplacedRunIsThereUntilTheNewOneIs() throws IOException {
    half("r1");
    Files.writeString(folder.resolve("r1/_manifest.json"), "{\"files\": []}");

    try (RunFolder run = claim(Overwrite.REPLACE)) {
      run.write("model/new", "new");
      assertThat(folder.resolve("r1/summary.json")).exists();
      assertThat(state()).isEqualTo(RunFolder.State.PUBLISHED);
      run.publish();
    }

    assertThat(Folders.all(folder.resolve("r1")))
        .containsExactly("_manifest.json", "_started", "model", "model/new");
    assertThat(folder.resolve(".r1.partial")).doesNotExist();
  }

  @Test
  void aFileThatIsMissingIsTold() throws IOException {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("model/network.zip", new byte[10]);
      run.publish();
    }
    Files.write(folder.resolve("r1/model/network.zip"), new byte[9]);

    assertThat(folderState("r1")).isEqualTo(FolderState.DAMAGED);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> ModelBundle.read(folder.resolve("r1/model").toString(), hadoop))
        .withMessageContaining("lists model/network.zip with 10 bytes");
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> RunFolder.summary(folder.toString(), "r1", hadoop));
  }

  @Test
  void aWriterThatLostItsLockWritesAndDeletesNothingMore() throws IOException {
    RunFolder run = claim(Overwrite.REFUSE);
    run.write("a", "a");
    for (String name : Folders.all(folder.resolve(".r1.lock"))) {
      Files.delete(folder.resolve(".r1.lock").resolve(name));
    }

    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> run.write("b", "b"))
        .withMessageStartingWith("another job took over the run");
    assertThatExceptionOfType(OutputConflictException.class).isThrownBy(run::publish);
    run.close();
    assertThat(Folders.all(folder.resolve("r1"))).containsExactly("_started", "a");
  }

  @Test
  void aHalfVersionHasNoNumberYet() throws IOException {
    ModelRegistry store = ModelRegistry.open(folder.resolve("models").toString(), hadoop);
    assertThat(add(store, "monday").number()).isEqualTo(1);
    half("models/versions/000002");
    assertThat(store.versions()).hasSize(1);
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> store.version(2))
        .withMessageContaining("has no version 2; there are [1]");

    assertThat(add(store, "tuesday").number()).isEqualTo(2);
    store.promote(2, "by hand");
    half("models/versions/000003");

    assertThat(store.prune(1)).containsExactly(1);
    assertThat(Folders.all(folder.resolve("models/versions")))
        .contains("000002/_manifest.json")
        .noneMatch(name -> name.startsWith("000001") || name.startsWith("000003"));
    assertThat(store.current().orElseThrow().number()).isEqualTo(2);
  }

  private ModelVersion add(ModelRegistry store, String id) throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs").resolve(id).resolve("model"));
    Files.writeString(run.resolve("network.zip"), "weights of " + id);
    Files.writeString(run.getParent().resolve("summary.json"), "{}");
    return store.add(run.getParent().toUri().toString(), "identity", "{\"promoted\": true}");
  }

  private RunLock lock() {
    org.apache.hadoop.fs.Path path = path(".r.lock");
    return RunLock.acquire(Storage.of(path, hadoop), path, "r");
  }

  private Path onlyClaim() throws IOException {
    List<String> names = Folders.all(folder.resolve(".r.lock"));
    assertThat(names).hasSize(1);
    return folder.resolve(".r.lock").resolve(names.get(0));
  }

  @Test
  void aLockIsRefusedWhileItsOwnerLivesAndGoneWithIt() throws IOException {
    try (RunLock first = lock()) {
      assertThatExceptionOfType(OutputConflictException.class)
          .isThrownBy(this::lock)
          .withMessageStartingWith("another job is writing the run 'r': process ");
      first.require();
      assertThat(onlyClaim()).exists();
    }
    assertThat(folder.resolve(".r.lock")).doesNotExist();
  }

  @Test
  void aLockOfAnotherMachineIsTakenOnceItIsOld() throws IOException {
    String claim;
    try (RunLock lock = lock()) {
      lock.require();
      claim = Files.readString(onlyClaim());
    }
    List<String> lines = new ArrayList<>(claim.lines().toList());
    lines.set(1, "elsewhere");
    String content = String.join("\n", lines) + "\n";
    Files.createDirectories(folder.resolve(".r.lock"));
    Path left = folder.resolve(".r.lock/claim-" + Checksums.sha256(content));
    Files.writeString(left, content);
    FileTime old = FileTime.from(Instant.now().minus(RunLock.LEASE).minusSeconds(5));
    Files.setLastModifiedTime(left, old);
    Path renewal = Files.writeString(folder.resolve(".r.lock/renewed-" + left.getFileName()), "");
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(this::lock)
        .withMessageContaining("If it died on another machine, try again in ");

    Files.setLastModifiedTime(renewal, old);
    lock().close();
    assertThat(folder.resolve(".r.lock")).doesNotExist();
  }

  @Test
  void oneOfManyGetsTheLock() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> tries = new ArrayList<>();
    List<RunLock> held = Collections.synchronizedList(new ArrayList<>());
    for (int job = 0; job < 8; job++) {
      tries.add(
          () -> {
            try {
              held.add(lock());
              return true;
            } catch (OutputConflictException e) {
              return false;
            }
          });
    }
    int won = 0;
    for (Future<Boolean> tried : jobs.invokeAll(tries)) {
      won += tried.get() ? 1 : 0;
    }
    jobs.shutdown();

    assertThat(won).isEqualTo(1);
    held.get(0).close();
  }
}
