package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.BlasInfo;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Properties of the driver's process.
 *
 * @param heap maximum size of the heap in bytes
 * @param nativeLimit JavaCPP's limit of native memory in bytes; 0: no limit
 * @param ompThreads the environment variable {@code OMP_NUM_THREADS}; empty: not set
 * @param closedPackages packages of {@code java.base} that Spark accesses by reflection and that
 *     are not open to it
 * @param javaVersion feature version of Java, such as 17
 * @param platform platform name of JavaCPP, such as linux-x86_64
 * @param nativeCode whether the class path has native code for the platform
 * @param blas the loaded OpenBLAS; empty: the class path has none for the platform
 * @param machineMemory memory of the machine or the container in bytes; 0: unknown
 */
public record DriverProcess(
    long heap,
    long nativeLimit,
    Optional<String> ompThreads,
    List<String> closedPackages,
    int javaVersion,
    String platform,
    boolean nativeCode,
    Optional<BlasInfo> blas,
    long machineMemory) {

  /** Those packages of Spark's list of {@code --add-opens} that every job needs. */
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
   * Returns the properties of this process.
   *
   * @param library loads OpenBLAS; called only if there is native code for the platform
   */
  public static DriverProcess present(Supplier<BlasInfo> library) {
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
    // Spark's classes are in an unnamed module, like this class.
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
