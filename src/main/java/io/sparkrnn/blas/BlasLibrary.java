package io.sparkrnn.blas;

import io.sparkrnn.blas.Blas.Chooser;
import io.sparkrnn.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads OpenBLAS, once a process and before anything else does: a newer one than DL4J's own, which
 * does not know processors that came after it and falls back to kernels for SSE there. Where the
 * newer one cannot be loaded, since its C library is newer than the system's, DL4J's is used.
 *
 * <p>Both are in the jar: DL4J's where JavaCPP looks for it, the newer one beside this class. What
 * is loaded here under a name is what JavaCPP takes for that name from then on.
 */
public final class BlasLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(BlasLibrary.class);

  private static final String VERSIONS = "openblas.properties";

  /** The library's variable that points to the table of the kernels in use. */
  private static final String KERNELS = "gotoblas";

  /** In the order in which one needs the other; a platform has those that its compiler made. */
  private static final List<Library> LIBRARIES =
      List.of(
          new Library("gcc_s", ".1.1", ""),
          new Library("gcc_s", ".1", ""),
          new Library("quadmath", ".0", ""),
          new Library("gfortran", ".5", ""),
          // JavaCPP has two forms of OpenBLAS's functions, and a copy of the library for each.
          new Library("openblas", ".0", "openblas_nolapack"),
          new Library("openblas", ".0", ""));

  private BlasLibrary() {}

  /** One to a process: so is the library. */
  private static final class Loaded {
    static final Blas BLAS = loadNow();

    private Loaded() {}
  }

  /** OpenBLAS as this process uses it; loads it when it is first asked. */
  public static Blas load() {
    return Loaded.BLAS;
  }

  /**
   * Loads OpenBLAS with the kernels of a core type, for the same bits on every processor that can
   * run them.
   *
   * @throws ConfigurationException if this processor cannot run them, or OpenBLAS was loaded with
   *     others before
   */
  public static Blas load(CoreType pinned) {
    requireRunnable(pinned, Processor.present());
    boolean set = NativeEnvironment.set(CoreType.VARIABLE, pinned.label());
    Blas blas = load();
    if (blas.coreType() != pinned && !hasChoice()) {
      throw new ConfigurationException(
          "blas.core-type is %s, and OpenBLAS for %s has no kernels to choose from (%s); set it to auto"
              .formatted(pinned, Loader.getPlatform(), blas.kernels()));
    }
    if (blas.coreType() != pinned) {
      throw new ConfigurationException(
          "blas.core-type is %s, and this process computes with %s%s; start it with %s=%s in the environment"
              .formatted(
                  pinned,
                  blas.kernels(),
                  set ? ", which was loaded before" : "",
                  CoreType.VARIABLE,
                  pinned));
    }
    return blas.bySetting();
  }

  /**
   * Refuses kernels that would end the process with an illegal instruction.
   *
   * @throws ConfigurationException naming the processor and what it lacks
   */
  static void requireRunnable(CoreType pinned, Processor processor) {
    if (!processor.instructions().covers(pinned.instructions())) {
      throw new ConfigurationException(
          "blas.core-type is %s, whose kernels need %s, and this processor (%s) has %s; choose another one, such as %s"
              .formatted(
                  pinned,
                  pinned.instructions(),
                  processor.model(),
                  processor.instructions(),
                  processor.instructions() == InstructionSet.AVX2 ? CoreType.HASWELL : "auto"));
    }
  }

  private static Blas loadNow() {
    Processor processor = Processor.present();
    Chooser chooser = chooser(processor);
    boolean newer = loadNewer();
    Loader.load(openblas.class);
    return new Blas(version(newer), coreType(), hasChoice() ? chooser : Chooser.LIBRARY, processor);
  }

  /**
   * What decides on the kernels. A variable that asks for some that this processor cannot run, such
   * as those of the machine that the job was submitted on, would end the process with an illegal
   * instruction, and is taken back.
   */
  private static Chooser chooser(Processor processor) {
    Optional<CoreType> forced = NativeEnvironment.get(CoreType.VARIABLE).flatMap(CoreType::named);
    if (forced.isEmpty()) {
      return Chooser.LIBRARY;
    }
    InstructionSet needed = forced.get().instructions();
    if (processor.instructions().covers(needed)) {
      return Chooser.ENVIRONMENT;
    }
    LOG.warn(
        "{}={} needs {}, and this processor ({}) has {}: OpenBLAS chooses by itself",
        CoreType.VARIABLE,
        forced.get(),
        needed,
        processor.model(),
        processor.instructions());
    NativeEnvironment.set(CoreType.VARIABLE, "");
    return Chooser.LIBRARY;
  }

  /** Whether it is the newer library that was loaded. */
  private static boolean loadNewer() {
    String loaded = "";
    for (Library library : LIBRARIES) {
      URL[] places = library.places();
      if (places.length > 0) {
        try {
          loaded = Loader.loadLibrary(openblas.class, places, library.javacppName());
        } catch (UnsatisfiedLinkError e) {
          // JavaCPP tells it again, and how, if nothing else has the library either.
          LOG.debug("{} cannot be loaded", library, e);
        }
      }
    }
    return loaded != null && loaded.replace('\\', '/').contains(Library.NEWER);
  }

  private static String version(boolean newer) {
    Properties versions = new Properties();
    try (InputStream in = BlasLibrary.class.getResourceAsStream(VERSIONS)) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(VERSIONS + " is not in the jar", e);
    }
    // Maven's version is that of the library and, after a hyphen, of JavaCPP's build of it.
    return versions.getProperty(newer ? "newer" : "of-dl4j").replaceFirst("-.*", "");
  }

  /** Whether the library has kernels for several core types, and tells which it uses. */
  private static boolean hasChoice() {
    return Loader.addressof(KERNELS) != null;
  }

  /** What {@link #KERNELS} points to is the table of the kernels in use. */
  private static CoreType coreType() {
    if (!hasChoice()) {
      // Those for ARM were built for one core type; those for macOS hide their tables.
      return Loader.getPlatform().endsWith("-arm64") ? CoreType.ARMV8 : CoreType.UNKNOWN;
    }
    long table = new PointerPointer<>(Loader.addressof(KERNELS)).get(0).address();
    for (CoreType type : CoreType.values()) {
      Pointer own = Loader.addressof(type.symbol());
      if (own != null && own.address() == table) {
        return type;
      }
    }
    return CoreType.UNKNOWN;
  }

  /**
   * Library in the jar.
   *
   * @param name such as openblas
   * @param version that its file's name ends with
   * @param alias another name to load it under; empty: none
   */
  private record Library(String name, String version, String alias) {

    /** Folder of the newer libraries, beside this class. */
    static final String NEWER = "io/sparkrnn/blas/";

    private static final String OF_DL4J = "org/bytedeco/openblas/";

    String javacppName() {
      return name + "@" + version + (alias.isEmpty() ? "" : "#" + alias + "@" + version);
    }

    /** Where it is, the newer one first. */
    URL[] places() {
      return Stream.of(NEWER, OF_DL4J)
          .map(folder -> folder + Loader.getPlatform() + "/" + file(name))
          .map(BlasLibrary.class.getClassLoader()::getResource)
          .filter(Objects::nonNull)
          .map(this::asAlias)
          .toArray(URL[]::new);
    }

    /** JavaCPP unpacks what is behind # under that name. */
    private URL asAlias(URL url) {
      try {
        return alias.isEmpty() ? url : new URL(url + "#" + file(alias));
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    private String file(String library) {
      return Loader.getPlatform().startsWith("macosx")
          ? "lib" + library + version + ".dylib"
          : "lib" + library + ".so" + version;
    }
  }
}
