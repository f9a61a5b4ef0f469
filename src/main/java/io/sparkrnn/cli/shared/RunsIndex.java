package io.sparkrnn.cli.shared;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.JobException;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.report.RunsOverview;
import io.sparkrnn.report.RunsPage;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.store.RunListing;
import io.sparkrnn.store.RunVersion;
import io.sparkrnn.store.RunsFolder;
import io.sparkrnn.store.StoredRun;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page over all runs of a folder, and what is on it. */
public final class RunsIndex {

  /** Number of newest runs that are read, unless more are asked for. */
  public static final int NEWEST = 200;

  /** Number of times that a page is written again because a run was published meanwhile. */
  private static final int REWRITES = 3;

  /** Number of model folders that are looked at. */
  private static final int MODELS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(RunsIndex.class);

  private final RunsFolder folder;
  private final Optional<String> modelsDir;
  private final int newest;
  private final Configuration hadoop;

  /**
   * Creates the index of a folder.
   *
   * @param modelsDir folder of a model's versions; empty: those that the runs name
   * @param newest number of newest runs to read
   */
  public RunsIndex(
      RunsFolder folder, Optional<String> modelsDir, int newest, Configuration hadoop) {
    this.folder = folder;
    this.modelsDir = modelsDir;
    this.newest = newest;
    this.hadoop = hadoop;
  }

  /**
   * Writes the page again after a training. A failure is logged and does not fail the job. On
   * object stores, where it would take several requests a run, nothing is done.
   */
  public static void refresh(JobConfig job, Configuration hadoop) {
    try {
      RunsFolder folder = RunsFolder.open(job.output().dir(), hadoop);
      if (!folder.isOnObjectStore()) {
        new RunsIndex(folder, job.models().dir(), NEWEST, hadoop).write();
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "the page over all runs was not written: {}; 'spark-rnn runs --html' writes it",
          SecretRedaction.hidden(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Writes the page. Whoever writes it last has seen all runs that were published before: each
   * writer looks once more whether one was added, and then writes again.
   *
   * @return URI of the page
   */
  public String write() {
    String page = "";
    for (int i = 0; i < REWRITES; i++) {
      Set<String> names = folder.names();
      page = folder.writePage(RunsPage.render(overview()));
      if (folder.names().equals(names)) {
        break;
      }
    }
    return page;
  }

  /** Reads the runs and the versions that they became. */
  public RunsOverview overview() {
    RunListing listing = folder.read(newest);
    List<String> problems = new ArrayList<>(listing.problems());
    List<RunVersion> versions = new ArrayList<>();
    for (String dir : models(listing)) {
      try {
        ModelRegistry registry = ModelRegistry.open(dir, hadoop);
        if (modelsDir.isPresent() || !registry.isOnObjectStore()) {
          versions.addAll(registry.newestRuns(newest));
        }
      } catch (JobException | UncheckedIOException | IllegalArgumentException e) {
        problems.add(SecretRedaction.hidden("models.dir = %s: %s".formatted(dir, e.getMessage())));
      }
    }
    return RunsOverview.of(
        new RunListing(
            listing.folder(),
            listing.finished(),
            listing.unfinished(),
            listing.notRead(),
            problems),
        versions);
  }

  /** Returns the folders of models: that of the settings, else those on the runs' file system. */
  private Set<String> models(RunListing listing) {
    Set<String> dirs = new LinkedHashSet<>();
    modelsDir.ifPresent(dirs::add);
    for (StoredRun run : listing.finished()) {
      run.modelsDir()
          .filter(dir -> dirs.size() < MODELS && folder.isOnSameFileSystem(dir))
          .ifPresent(dirs::add);
    }
    return dirs;
  }
}
