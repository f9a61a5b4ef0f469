package io.sparkrnn.blas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Processor of a machine.
 *
 * @param model model name, or the architecture if the system does not report one
 * @param instructions best instruction set that OpenBLAS has kernels for; {@code BASIC} if the
 *     system does not report it
 * @param bfloat16 whether oneDNN multiplies floats in bfloat16 on it (AMX)
 */
public record Processor(String model, InstructionSet instructions, boolean bfloat16)
    implements Serializable {

  private static final Path LINUX = Path.of("/proc/cpuinfo");

  /** Processor flags that OpenBLAS's kernels for AVX-512 need. */
  private static final List<String> AVX512 = List.of("avx512f", "avx512dq", "avx512bw", "avx512vl");

  public Processor {
    requireNonNull(model, "model is null");
    requireNonNull(instructions, "instructions is null");
  }

  /** Creates a processor without bfloat16 instructions. */
  public Processor(String model, InstructionSet instructions) {
    this(model, instructions, false);
  }

  /** Detects the processor of this machine. */
  public static Processor present() {
    String architecture = System.getProperty("os.arch", "unknown");
    if (!Files.isReadable(LINUX)) {
      return new Processor(architecture, InstructionSet.BASIC);
    }
    try {
      return parse(Files.readAllLines(LINUX), architecture);
    } catch (IOException e) {
      return new Processor(architecture, InstructionSet.BASIC);
    }
  }

  /**
   * Parses the first processor in {@code /proc/cpuinfo} of Linux.
   *
   * @param architecture model name to use if no line has one
   */
  static Processor parse(List<String> lines, String architecture) {
    String model = value(lines, "model name", architecture);
    Set<String> flags = new HashSet<>();
    for (String key : List.of("flags", "Features")) {
      flags.addAll(Arrays.asList(value(lines, key, "").split(" ")));
    }
    // With AVX512-BF16 alone, oneDNN leaves products of floats as they are.
    return new Processor(model, best(flags), flags.contains("amx_bf16"));
  }

  private static String value(List<String> lines, String key, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse(otherwise);
  }

  private static InstructionSet best(Set<String> flags) {
    if (flags.containsAll(AVX512)) {
      return InstructionSet.AVX512;
    }
    if (flags.contains("avx2") && flags.contains("fma")) {
      return InstructionSet.AVX2;
    }
    if (flags.contains("avx")) {
      return InstructionSet.AVX;
    }
    return flags.contains("sve") ? InstructionSet.SVE : InstructionSet.BASIC;
  }
}
