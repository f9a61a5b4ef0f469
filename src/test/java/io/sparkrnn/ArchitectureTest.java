package io.sparkrnn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.sparkrnn.cli.Main;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The picture of the packages: data flows from left to right, and nobody reaches back. */
class ArchitectureTest {

  private static final String ROOT = "io.sparkrnn";

  /** Which packages each package may know, with their subpackages; every one may know itself. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          entry("error", List.of()),
          entry("config", List.of("blas", "error")),
          entry("data", List.of("error", "config")),
          entry("text", List.of("error", "config")),
          entry("blas", List.of("error")),
          entry("nn", List.of("blas", "error", "config")),
          entry("workload", List.of("blas", "error", "config", "data", "text", "nn", "export")),
          entry("train", List.of("blas", "error", "config", "nn", "workload")),
          entry("eval", List.of("error", "config", "nn", "workload", "train")),
          entry("baseline", List.of("config", "workload", "train", "eval")),
          entry("fit", List.of("baseline", "error", "config", "workload", "train", "eval")),
          entry("study", List.of("error", "config", "nn", "workload", "train", "eval", "fit")),
          entry("store", List.of("error", "config", "nn", "workload", "train", "eval")),
          entry("export", List.of("error", "nn")),
          entry("report", List.of("error", "config", "workload", "train", "eval", "store")),
          entry("plan", List.of("baseline", "blas", "error", "config", "nn", "workload")),
          entry("scaling", List.of("train")),
          entry("watch", List.of("error", "train")),
          entry(
              "bench",
              List.of(
                  "blas",
                  "error",
                  "config",
                  "nn",
                  "workload",
                  "train",
                  "eval",
                  "fit",
                  "store",
                  "score")),
          entry("gate", List.of("error", "config", "workload", "eval")),
          entry("track", List.of("error", "config", "workload", "train", "store")),
          entry("score", List.of("error", "config", "data", "nn", "workload")),
          entry(
              "ml",
              List.of(
                  "error", "config", "data", "nn", "workload", "train", "fit", "store", "score")),
          entry(
              "cli",
              List.of(
                  "blas",
                  "baseline",
                  "gate",
                  "track",
                  "score",
                  "error",
                  "config",
                  "data",
                  "text",
                  "nn",
                  "workload",
                  "train",
                  "eval",
                  "store",
                  "report",
                  "bench",
                  "export",
                  "fit",
                  "study",
                  "plan",
                  "scaling",
                  "watch")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Stream<String> packages() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageKnowsOnlyThoseThatItsArrowsAllow(String name) {
    List<String> allowed =
        Stream.concat(Stream.of(name), ARROWS.get(name).stream())
            .map(ArchitectureTest::inside)
            .toList();
    classes()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are outside this project or in one of " + allowed,
                known ->
                    !known.getPackageName().startsWith(ROOT)
                        || allowed.stream().anyMatch(one -> resideInAPackage(one).test(known))))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(CLASSES)
        .isNotEmpty()
        .extracting(ArchitectureTest::room)
        .hasSameElementsAs(ARROWS.keySet());
  }

  @Test
  void onlyTheRegistryNamesAWorkload() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sparkrnn.workload.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sparkrnn.workload.*..")
        .check(CLASSES);
  }

  @Test
  void noWorkloadKnowsAnother() {
    SlicesRuleDefinition.slices()
        .matching("io.sparkrnn.workload.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void sourcesOfOneKindOfDataDoNotKnowThoseOfAnother() {
    SlicesRuleDefinition.slices()
        .matching(ROOT + ".data.(review|series|image)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void networksKnowNothingOfSpark() {
    noClasses()
        .that()
        .resideInAPackage(inside("nn"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.deeplearning4j.spark..")
        .check(CLASSES);
  }

  @Test
  void onlyTrainingKnowsTheSparkModuleOfDl4j() {
    onlyIn("train", "org.deeplearning4j.spark..");
  }

  @Test
  void onlyTheConfigurationKnowsItsFormat() {
    onlyIn("config", "com.typesafe.config..");
  }

  @Test
  void onlyTheCommandsKnowTheCommandLine() {
    onlyIn("cli", "picocli..");
  }

  @Test
  void onlyTheExportKnowsOtherFormats() {
    onlyIn("export", "onnx..");
    onlyIn("export", "io.jhdf..");
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that(are("not Main", one -> !one.isEquivalentTo(Main.class)))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
    noClasses()
        .that(are("not ShutdownHook", one -> !one.getName().equals("io.sparkrnn.cli.ShutdownHook")))
        .should()
        .callMethodWhere(calls(Runtime.class, Set.of("halt", "exit")))
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreWrites() {
    Set<String> changes =
        Set.of("create", "createFile", "append", "rename", "delete", "mkdirs", "copyFromLocalFile");
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("store"))
        .should()
        .callMethodWhere(calls(FileSystem.class, changes))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("store"))
        .should()
        .callMethodWhere(
            calls(
                Files.class,
                Set.of("write", "writeString", "newOutputStream", "newBufferedWriter", "move")))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(FileOutputStream.class)
        .check(CLASSES);
  }

  private static void onlyIn(String name, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside(name))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
    // The rule above would hold of a library that is not used any more.
    assertThat(CLASSES)
        .anyMatch(
            one ->
                resideInAPackage(inside(name)).test(one)
                    && one.getDirectDependenciesFromSelf().stream()
                        .anyMatch(known -> resideInAPackage(library).test(known.getTargetClass())));
  }

  /** The package below the root that a class belongs to. */
  private static String room(JavaClass one) {
    String below = one.getPackageName().substring(ROOT.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private static String inside(String name) {
    return ROOT + "." + name + "..";
  }

  private static DescribedPredicate<JavaClass> are(String what, Predicate<JavaClass> predicate) {
    return describe(what, predicate);
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, Set<String> methods) {
    return describe(
        "a call of %s %s".formatted(owner.getSimpleName(), methods),
        call -> call.getTargetOwner().isAssignableTo(owner) && methods.contains(call.getName()));
  }
}
