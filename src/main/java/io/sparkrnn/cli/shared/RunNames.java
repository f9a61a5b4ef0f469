package io.sparkrnn.cli.shared;

import io.sparkrnn.config.OutputSettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.store.RunFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;

/** Names runs that have no {@code run.id}: start time and a short hash of the configuration. */
public final class RunNames {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunNames() {}

  /** Claims the folder of the run that {@code config} describes. */
  public static RunFolder claim(ResolvedConfig config, Configuration hadoop) {
    OutputSettings output = config.job().output();
    String id = output.runId().orElseGet(() -> name(config, Instant.now()));
    return RunFolder.claim(output.dir(), id, output.overwrite(), hadoop);
  }

  static String name(ResolvedConfig config, Instant now) {
    CRC32 hash = new CRC32();
    hash.update(config.render().getBytes(StandardCharsets.UTF_8));
    // The process id distinguishes runs of one configuration that start in the same second.
    hash.update(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
    return "%s-%08x".formatted(STAMP.format(now), hash.getValue());
  }
}
