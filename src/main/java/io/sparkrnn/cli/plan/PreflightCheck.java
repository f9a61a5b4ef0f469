package io.sparkrnn.cli.plan;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.PreflightMode;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.plan.Finding;
import io.sparkrnn.plan.Preflight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks made by {@code train} before Spark starts, since some problems prevent that start. */
public final class PreflightCheck {

  private static final Logger LOG = LoggerFactory.getLogger(PreflightCheck.class);

  private PreflightCheck() {}

  /**
   * Logs problems in the setup of this process, or refuses it.
   *
   * @throws ConfigurationException naming each problem that would make the job fail, if {@code
   *     preflight} is {@code refuse}
   */
  public static void of(JobConfig job) {
    ofAll(job.preflight(), List.of(job));
  }

  /**
   * Does the same for several jobs that this process will run; what they have in common is told
   * once.
   */
  public static void ofAll(PreflightMode mode, List<JobConfig> jobs) {
    if (mode == PreflightMode.OFF) {
      return;
    }
    List<Finding> findings =
        jobs.stream()
            .map(job -> new SetupReader(job).ofProcess(Optional.empty()))
            .flatMap(setup -> Preflight.findings(setup).stream())
            .distinct()
            .toList();
    List<Finding> fatal =
        mode == PreflightMode.REFUSE
            ? findings.stream().filter(Finding::refuses).toList()
            : List.of();
    findings.stream()
        .filter(finding -> !fatal.contains(finding))
        .forEach(finding -> LOG.warn("preflight: {}", finding));
    if (!fatal.isEmpty()) {
      throw new ConfigurationException(
          "%d %s would make the job fail ('plan' shows more; preflight = warn runs it anyway):%s"
              .formatted(
                  fatal.size(),
                  fatal.size() == 1 ? "thing" : "things",
                  fatal.stream()
                      .map(
                          finding ->
                              "%n  %s%n    fix: %s".formatted(finding.problem(), finding.fix()))
                      .collect(Collectors.joining())));
    }
  }
}
