package io.sparkrnn.blas;

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
 * Loads OpenBLAS once per process, before any other code does. It loads a newer version than
 * DL4J's, which does not know recent processors and falls back to kernels for SSE on them. DL4J's
 * version is used if the newer one cannot be loaded because it needs a newer C library than the
 * system has.
 *
 * <p>Both versions are in the jar: DL4J's where JavaCPP looks for it, the newer one beside this
 * class. JavaCPP uses a library that was loaded here for all later requests of the same name.
 */
public final class BlasLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(BlasLibrary.class);

  private static final String VERSIONS = "openblas.properties";

  /** Symbol of the library's variable that points to the table of the kernels in use. */
  private static final String KERNELS = "gotoblas";

  /** Libraries in load order, dependencies first; not every platform has all of them. */
  private static final List<Library> LIBRARIES =
      List.of(
          new Library("gcc_s", ".1.1", ""),
          new Library("gcc_s", ".1", ""),
          new Library("quadmath", ".0", ""),
          new Library("gfortran", ".5", ""),
          // JavaCPP has bindings with and without LAPACK, each with its own copy of the library.
          new Library("openblas", ".0", "openblas_nolapack"),
          new Library("openblas", ".0", ""));

  private BlasLibrary() {}

  /** Holder that loads the library on first use, once per process. */
  private static final class Loaded {
    static final BlasInfo BLAS = loadNow();

    private Loaded() {}
  }

  /**
   * Loads OpenBLAS if it is not loaded yet and describes it.
   *
   * @throws ConfigurationException if native libraries cannot be loaded from their folder
   */
  public static BlasInfo load() {
    try {
      return Loaded.BLAS;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof ConfigurationException told) {
        throw told;
      }
      throw e;
    }
  }

  /**
   * Loads OpenBLAS with the kernels of a given core type, so that all processors that support them
   * compute the same bits.
   *
   * @throws ConfigurationException if this processor does not support the kernels, or OpenBLAS was
   *     loaded with others before
   */
  public static BlasInfo load(CoreType pinned) {
    requireRunnable(pinned, Processor.present());
    boolean set = NativeEnvironment.set(CoreType.VARIABLE, pinned.label());
    BlasInfo blas = load();
    if (blas.coreType() != pinned && !hasChoice()) {
      throw new ConfigurationException(
          ("blas.core-type is %s, but OpenBLAS for %s has kernels for one core type only (%s); set"
                  + " it to auto")
              .formatted(pinned, Loader.getPlatform(), blas.kernels()));
    }
    if (blas.coreType() != pinned) {
      throw new ConfigurationException(
          ("blas.core-type is %s, but this process computes with %s%s; start it with %s=%s in the"
                  + " environment")
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
   * Checks that a processor supports kernels, which would otherwise crash the process with an
   * illegal instruction.
   *
   * @throws ConfigurationException naming the processor and the instructions it has and lacks
   */
  static void requireRunnable(CoreType pinned, Processor processor) {
    if (!processor.instructions().covers(pinned.instructions())) {
      throw new ConfigurationException(
          ("blas.core-type is %s, whose kernels need %s, but this processor (%s) has %s; choose"
                  + " another one, such as %s")
              .formatted(
                  pinned,
                  pinned.instructions(),
                  processor.model(),
                  processor.instructions(),
                  processor.instructions() == InstructionSet.AVX2 ? CoreType.HASWELL : "auto"));
    }
  }

  private static BlasInfo loadNow() {
    Processor processor = Processor.present();
    BlasInfo.KernelSelection chooser = chooser(processor);
    boolean newer = loadNewer();
    Loader.load(openblas.class);
    return new BlasInfo(
        version(newer),
        coreType(),
        hasChoice() ? chooser : BlasInfo.KernelSelection.LIBRARY,
        processor);
  }

  /**
   * Returns what selects the kernels. Clears the environment variable if it selects kernels that
   * this processor does not support, for example those of the machine that the job was submitted
   * from: they would crash the process with an illegal instruction.
   */
  private static BlasInfo.KernelSelection chooser(Processor processor) {
    Optional<CoreType> forced = NativeEnvironment.get(CoreType.VARIABLE).flatMap(CoreType::named);
    if (forced.isEmpty()) {
      return BlasInfo.KernelSelection.LIBRARY;
    }
    InstructionSet needed = forced.get().instructions();
    if (processor.instructions().covers(needed)) {
      return BlasInfo.KernelSelection.ENVIRONMENT;
    }
    LOG.warn(
        "{}={} needs {}, but this processor ({}) has {}: ignoring it, OpenBLAS selects its kernels",
        CoreType.VARIABLE,
        forced.get(),
        needed,
        processor.model(),
        processor.instructions());
    NativeEnvironment.set(CoreType.VARIABLE, "");
    return BlasInfo.KernelSelection.LIBRARY;
  }

  /** Loads the libraries; returns whether the newer OpenBLAS was loaded. */
  private static boolean loadNewer() {
    String loaded = "";
    for (Library library : LIBRARIES) {
      URL[] urls = library.urls();
      if (urls.length > 0) {
        try {
          loaded = Loader.loadLibrary(openblas.class, urls, library.javacppName());
        } catch (UnsatisfiedLinkError e) {
          // JavaCPP reports it with details if the library is not found elsewhere either.
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
    // The Maven version is the library's version, a hyphen, and the version of JavaCPP's build.
    return versions.getProperty(newer ? "newer" : "of-dl4j").replaceFirst("-.*", "");
  }

  /** Whether the library has kernels for several core types and shows which ones it uses. */
  private static boolean hasChoice() {
    return Loader.addressof(KERNELS) != null;
  }

  /** Returns the core type in use: the one whose table {@link #KERNELS} points to. */
  private static CoreType coreType() {
    if (!hasChoice()) {
      // Builds for ARM have one core type; builds for macOS hide their tables.
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
   * Native library in the jar.
   *
   * @param name name, such as openblas
   * @param version version suffix of the file name
   * @param alias other name to load it under; empty for none
   */
  private record Library(String name, String version, String alias) {

    /** Folder of the newer libraries, beside this class. */
    static final String NEWER = "io/sparkrnn/blas/";

    private static final String OF_DL4J = "org/bytedeco/openblas/";

    String javacppName() {
      return name + "@" + version + (alias.isEmpty() ? "" : "#" + alias + "@" + version);
    }

    /** Returns the resources with this library, the newer version first. */
    URL[] urls() {
      return Stream.of(NEWER, OF_DL4J)
          .map(folder -> folder + Loader.getPlatform() + "/" + file(name))
          .map(BlasLibrary.class.getClassLoader()::getResource)
          .filter(Objects::nonNull)
          .map(this::asAlias)
          .toArray(URL[]::new);
    }

    /** Appends the alias as URL fragment, which JavaCPP uses as the name of the unpacked file. */
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
