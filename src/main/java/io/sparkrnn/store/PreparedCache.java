package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.CompactFloats;
import io.sparkrnn.workload.ExampleCounts;
import io.sparkrnn.workload.ExampleMetadata;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedEmbedding;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Cache of prepared examples as Parquet, by the fingerprint of the input and settings that they
 * were prepared from. A manifest lists the checksum of every file; data that does not match its
 * manifest is deleted and prepared again.
 */
public final class PreparedCache {

  private static final Logger LOG = LoggerFactory.getLogger(PreparedCache.class);
  private static final String MANIFEST = "manifest.json";
  private static final String START = "start.floats";
  private static final String MANIFEST_CHECKSUM = MANIFEST + ".sha256";

  /**
   * Version of the folder's layout and of its assets; part of the folder's name, so that older ones
   * are not read.
   */
  private static final int LAYOUT = 7;

  private final JavaSparkContext context;
  private final Storage storage;
  private final Path dir;
  private final ExampleMetadata.Decoder decoder;

  /**
   * Creates a cache.
   *
   * @param dir folder of the cache, local or any Hadoop URI that the executors can write to
   * @param decoder restores the examples' metadata
   */
  public PreparedCache(SparkSession spark, String dir, ExampleMetadata.Decoder decoder) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.storage = Storage.of(new Path(dir), context.hadoopConfiguration());
    this.dir = storage.qualified(new Path(dir));
    this.decoder = decoder;
  }

  /**
   * Summary of cached data.
   *
   * @param counts numbers of examples
   * @param assets assets of the data
   */
  public record Summary(ExampleCounts counts, List<Asset> assets) {
    public Summary {
      assets = List.copyOf(assets);
    }
  }

  /**
   * Returns a summary of the data cached under a fingerprint, by the manifest alone: needs no Spark
   * and does not verify the files. Empty if there is none or the manifest is unreadable.
   *
   * @param dir folder of the cache
   */
  public static Optional<Summary> summary(String dir, String fingerprint, Configuration hadoop) {
    Path manifest = new Path(folder(new Path(dir), fingerprint), MANIFEST);
    try {
      Storage storage = Storage.of(manifest, hadoop);
      if (!storage.exists(manifest)) {
        return Optional.empty();
      }
      Manifest kept = Manifest.parse(storage.readText(manifest));
      return Optional.of(
          new Summary(
              new ExampleCounts(kept.trainCount(), kept.testCount(), kept.unlabeledCount()),
              kept.assets()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.debug("cannot read the manifest of prepared data", e);
      return Optional.empty();
    }
  }

  /** Returns the data cached under a fingerprint; empty if there is none or it is damaged. */
  public Optional<PreparedData> find(String fingerprint) {
    Path folder = folder(fingerprint);
    if (!AtomicFolder.isTaken(storage, folder)) {
      return Optional.empty();
    }
    describe("checking prepared data");
    Optional<String> damage = damage(folder, fingerprint);
    if (damage.isPresent()) {
      LOG.warn(
          "prepared data in {} is damaged ({}); preparing it again", shown(folder), damage.get());
      FolderManifest.remove(storage, folder);
      return Optional.empty();
    }
    LOG.info("reusing prepared data of the same fingerprint in {}", shown(folder));
    return Optional.of(read(folder));
  }

  /** Writes data to the cache under a fingerprint and returns it as read from there. */
  public PreparedData keep(String fingerprint, PreparedData data) {
    Path folder = folder(fingerprint);
    Optional<AtomicFolder> free = begin(folder);
    if (free.isEmpty()) {
      return find(fingerprint).orElse(data);
    }
    try (AtomicFolder out = free.get()) {
      describe("writing prepared data");
      ParquetExamples.write(data.train(), new Path(out.path(), "train"));
      ParquetExamples.write(data.test(), new Path(out.path(), "test"));
      if (data.unlabeledCount() > 0) {
        ParquetExamples.write(data.unlabeled(), new Path(out.path(), "unlabeled"));
      }
      if (data.start().isPresent()) {
        out.write(START, CompactFloats.toBytes(data.start().get().values()));
      }
      String json = StoreJson.text(Manifest.of(fingerprint, data, checksums(out.path())));
      out.write(MANIFEST, json);
      out.write(MANIFEST_CHECKSUM, DigestUtils.sha256Hex(json));
      if (!AtomicFolder.isTaken(storage, folder)) {
        out.publish();
      }
    }
    LOG.info("keeping prepared data in {}", shown(folder));
    return read(folder);
  }

  /** Begins a folder; empty if another job is writing it on an object store, or just has. */
  private Optional<AtomicFolder> begin(Path folder) {
    try {
      return Optional.of(AtomicFolder.begin(storage, folder, Overwrite.REFUSE));
    } catch (OutputConflictException e) {
      LOG.info("not keeping prepared data: {}", SecretRedaction.hidden(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String shown(Path path) {
    return SecretRedaction.hidden(path.toString());
  }

  private Path folder(String fingerprint) {
    return folder(dir, fingerprint);
  }

  private static Path folder(Path dir, String fingerprint) {
    return new Path(dir, DigestUtils.sha256Hex(LAYOUT + "\n" + fingerprint).substring(0, 16));
  }

  private PreparedData read(Path folder) {
    Manifest manifest = Manifest.parse(storage.readText(new Path(folder, MANIFEST)));
    return new PreparedData(
        ParquetExamples.read(context, new Path(folder, "train"), decoder),
        manifest.trainCount(),
        ParquetExamples.read(context, new Path(folder, "test"), decoder),
        manifest.testCount(),
        manifest.unlabeledCount() > 0
            ? ParquetExamples.read(context, new Path(folder, "unlabeled"), decoder)
            : context.emptyRDD(),
        manifest.unlabeledCount(),
        manifest.assets(),
        start(folder, manifest),
        manifest.facts(),
        manifest.warnings());
  }

  private Optional<PretrainedEmbedding> start(Path folder, Manifest manifest) {
    if (manifest.startSize() == 0) {
      return Optional.empty();
    }
    float[] values = CompactFloats.of(ByteBuffer.wrap(storage.read(new Path(folder, START))));
    return Optional.of(new PretrainedEmbedding(manifest.startSize(), values));
  }

  private Optional<String> damage(Path folder, String fingerprint) {
    Path path = new Path(folder, MANIFEST);
    Path checksum = new Path(folder, MANIFEST_CHECKSUM);
    if (!storage.exists(path) || !storage.exists(checksum)) {
      return Optional.of("no " + MANIFEST);
    }
    String json = storage.readText(path);
    if (!DigestUtils.sha256Hex(json).equals(storage.readText(checksum))) {
      return Optional.of(MANIFEST + " differs from its checksum");
    }
    try {
      Manifest manifest = Manifest.parse(json);
      if (!manifest.fingerprint().equals(fingerprint)) {
        return Optional.of("its fingerprint differs");
      }
      return checksums(folder).equals(manifest.files())
          ? Optional.empty()
          : Optional.of("files differ from their manifest");
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Returns every data file below a folder with its checksum, computed by the executors. */
  private List<Manifest.File> checksums(Path folder) {
    List<String> paths =
        storage
            .io(
                "cannot list " + folder,
                () -> RemoteIterators.toList(storage.fileSystem().listFiles(folder, true)))
            .stream()
            .map(file -> file.getPath().toString())
            .filter(path -> path.endsWith(".parquet") || path.endsWith("/" + START))
            .toList();
    SerializableConfiguration hadoop = new SerializableConfiguration(context.hadoopConfiguration());
    int base = folder.toString().length() + 1;
    return StorageFailure.inTasks("cannot read " + folder, () -> checksums(paths, base, hadoop));
  }

  private List<Manifest.File> checksums(
      List<String> paths, int base, SerializableConfiguration hadoop) {
    return context
        .parallelize(paths, Math.max(1, Math.min(paths.size(), context.defaultParallelism())))
        .map(
            path -> {
              Path file = new Path(path);
              return new Tuple2<>(
                  path.substring(base), Storage.of(file, hadoop.value()).sha256(file));
            })
        .collect()
        .stream()
        .map(file -> new Manifest.File(file._1(), file._2()))
        .sorted(Comparator.comparing(Manifest.File::path))
        .toList();
  }

  private void describe(String what) {
    context.setJobGroup("spark-rnn", what);
  }
}
