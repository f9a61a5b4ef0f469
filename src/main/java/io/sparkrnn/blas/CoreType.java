package io.sparkrnn.blas;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Core types of OpenBLAS, by its own names. OpenBLAS has kernels for each and selects one type when
 * it is loaded, by the environment variable {@value #VARIABLE} or else by the processor.
 */
public enum CoreType {
  /** The library does not show its core type. */
  UNKNOWN("unknown", InstructionSet.BASIC),

  KATMAI("Katmai", InstructionSet.BASIC),
  COPPERMINE("Coppermine", InstructionSet.BASIC),
  NORTHWOOD("Northwood", InstructionSet.BASIC),
  PRESCOTT("Prescott", InstructionSet.BASIC),
  BANIAS("Banias", InstructionSet.BASIC),
  ATOM("Atom", InstructionSet.BASIC),
  CORE2("Core2", InstructionSet.BASIC),
  PENRYN("Penryn", InstructionSet.BASIC),
  DUNNINGTON("Dunnington", InstructionSet.BASIC),
  NEHALEM("Nehalem", InstructionSet.BASIC),
  ATHLON("Athlon", InstructionSet.BASIC),
  OPTERON("Opteron", InstructionSet.BASIC),
  OPTERON_SSE3("Opteron_SSE3", InstructionSet.BASIC),
  BARCELONA("Barcelona", InstructionSet.BASIC),
  NANO("Nano", InstructionSet.BASIC),
  BOBCAT("Bobcat", InstructionSet.BASIC),
  SANDYBRIDGE("Sandybridge", InstructionSet.AVX),
  BULLDOZER("Bulldozer", InstructionSet.AVX),
  PILEDRIVER("Piledriver", InstructionSet.AVX),
  STEAMROLLER("Steamroller", InstructionSet.AVX),
  EXCAVATOR("Excavator", InstructionSet.AVX),
  HASWELL("Haswell", InstructionSet.AVX2),
  ZEN("Zen", InstructionSet.AVX2),
  SKYLAKEX("SkylakeX", InstructionSet.AVX512),
  COOPERLAKE("Cooperlake", InstructionSet.AVX512),
  SAPPHIRERAPIDS("SapphireRapids", InstructionSet.AVX512),

  ARMV8("ARMV8", InstructionSet.BASIC),
  CORTEXA53("CortexA53", InstructionSet.BASIC),
  CORTEXA55("CortexA55", InstructionSet.BASIC),
  CORTEXA57("CortexA57", InstructionSet.BASIC),
  CORTEXA72("CortexA72", InstructionSet.BASIC),
  CORTEXA73("CortexA73", InstructionSet.BASIC),
  CORTEXA76("CortexA76", InstructionSet.BASIC),
  CORTEXX1("CortexX1", InstructionSet.BASIC),
  FALKOR("Falkor", InstructionSet.BASIC),
  THUNDERX("ThunderX", InstructionSet.BASIC),
  THUNDERX2T99("ThunderX2T99", InstructionSet.BASIC),
  THUNDERX3T110("ThunderX3T110", InstructionSet.BASIC),
  TSV110("TSV110", InstructionSet.BASIC),
  EMAG8180("EMAG8180", InstructionSet.BASIC),
  FT2000("FT2000", InstructionSet.BASIC),
  VORTEX("Vortex", InstructionSet.BASIC),
  NEOVERSEN1("NeoverseN1", InstructionSet.BASIC),
  NEOVERSEV1("NeoverseV1", InstructionSet.SVE),
  NEOVERSEN2("NeoverseN2", InstructionSet.SVE),
  ARMV8SVE("ARMV8SVE", InstructionSet.SVE),
  A64FX("A64FX", InstructionSet.SVE),
  CORTEXA510("CortexA510", InstructionSet.SVE),
  CORTEXA710("CortexA710", InstructionSet.SVE),
  CORTEXX2("CortexX2", InstructionSet.SVE);

  /** Environment variable that OpenBLAS reads the core type from when it is loaded. */
  public static final String VARIABLE = "OPENBLAS_CORETYPE";

  private final String label;
  private final InstructionSet instructions;

  CoreType(String label, InstructionSet instructions) {
    this.label = label;
    this.instructions = instructions;
  }

  /** Name as OpenBLAS prints and reads it, such as {@code SkylakeX}. */
  public String label() {
    return label;
  }

  /** Instructions that the kernels for single-precision matrix products need. */
  public InstructionSet instructions() {
    return instructions;
  }

  /** Returns the core type of a name, ignoring case; empty if there is none. */
  public static Optional<CoreType> named(String name) {
    return Arrays.stream(values())
        .filter(type -> type != UNKNOWN && type.label.equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /** Returns the core types to try on a processor with {@code instructions}, newest last. */
  public static List<CoreType> suitable(InstructionSet instructions) {
    return List.of(PRESCOTT, SANDYBRIDGE, HASWELL, ZEN, SKYLAKEX, COOPERLAKE, SAPPHIRERAPIDS)
        .stream()
        .filter(type -> type.instructions == instructions)
        .toList();
  }

  /** Symbol of the table of kernels in the library. */
  String symbol() {
    return "gotoblas_" + name().toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label;
  }
}
