package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.Blas;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * What the driver's own process is like.
 *
 * @param heap most bytes that its heap may have
 * @param nativeLimit most bytes that JavaCPP lets it have beside the heap; 0: no limit
 * @param ompThreads the variable {@code OMP_NUM_THREADS}; empty: not set
 * @param closedPackages packages of {@code java.base} that Spark needs and cannot reach into
 * @param javaVersion such as 17
 * @param platform such as linux-x86_64
 * @param nativeCode whether the class path has native code for the platform
 * @param blas OpenBLAS as it is loaded; empty: there is none for the platform
 * @param machineMemory bytes that the machine, or the container, has; 0: unknown
 */
public record DriverProcess(
    long heap,
    long nativeLimit,
    Optional<String> ompThreads,
    List<String> closedPackages,
    int javaVersion,
    String platform,
    boolean nativeCode,
    Optional<Blas> blas,
    long machineMemory) {

  /** Of Spark's list those that it reaches into in every job. */
  private static final List<String> NEEDED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  public DriverProcess {
    requireNonNull(ompThreads, "ompThreads is null");
    requireNonNull(platform, "platform is null");
    requireNonNull(blas, "blas is null");
    closedPackages = List.copyOf(closedPackages);
  }

  /**
   * This process.
   *
   * @param library loads OpenBLAS
   */
  public static DriverProcess present(Supplier<Blas> library) {
    String platform = Loader.getPlatform();
    boolean nativeCode = hasNativeCode(platform);
    return new DriverProcess(
        Runtime.getRuntime().maxMemory(),
        Pointer.maxBytes(),
        Optional.ofNullable(System.getenv("OMP_NUM_THREADS")).filter(text -> !text.isBlank()),
        closed(),
        Runtime.version().feature(),
        platform,
        nativeCode,
        nativeCode ? Optional.of(library.get()) : Optional.empty(),
        memoryOfMachine());
  }

  private static List<String> closed() {
    Module base = Object.class.getModule();
    // Spark asks from the class path, whose module has no name, as this class's has none.
    Module classPath = DriverProcess.class.getModule();
    return NEEDED.stream().filter(name -> !base.isOpen(name, classPath)).toList();
  }

  private static boolean hasNativeCode(String platform) {
    ClassLoader classes = DriverProcess.class.getClassLoader();
    String bindings = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/";
    return classes.getResource(bindings + System.mapLibraryName("jnind4jcpu")) != null;
  }

  private static long memoryOfMachine() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
