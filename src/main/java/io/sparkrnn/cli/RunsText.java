package io.sparkrnn.cli;

import io.sparkrnn.report.RunGroup;
import io.sparkrnn.report.RunStatus;
import io.sparkrnn.report.RunsOverview;
import io.sparkrnn.store.StoredRun;
import io.sparkrnn.store.UnfinishedRun;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the runs of a folder for people, in 80 columns unless an id is very long. */
final class RunsText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final int COLUMNS = 80;

  private final PrintWriter out;

  RunsText(PrintWriter out) {
    this.out = out;
  }

  void print(RunsOverview overview) {
    if (overview.groups().isEmpty() && overview.listing().unfinished().isEmpty()) {
      out.println("There are no runs in " + overview.listing().folder());
    }
    overview.groups().forEach(group -> print(group, overview.status()));
    print(overview.listing().unfinished());
    if (overview.listing().notRead() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d older folders were not read; --last N reads more%n",
          overview.listing().notRead());
    }
    overview.listing().problems().forEach(problem -> out.println("Not read: " + problem));
  }

  private void print(RunGroup group, RunStatus status) {
    String score = group.test().isEmpty() ? "test score" : group.test().get(0);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("run", "started (UTC)", "status (version)", score, "seconds"));
    for (StoredRun run : group.runs()) {
      rows.add(
          List.of(
              printable(run.id()),
              TIME.format(run.started()),
              status.shortText(run),
              run.test().containsKey(score)
                  ? String.format(Locale.ROOT, "%.4f", run.test().get(score))
                  : "–",
              run.seconds().isPresent()
                  ? String.format(Locale.ROOT, "%.0f", run.seconds().getAsDouble())
                  : "–"));
    }
    out.println(printable(group.workload().isEmpty() ? "Unknown workload" : group.workload()));
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (int i = 0; i < rows.size(); i++) {
      print(rows.get(i), widths);
      if (i > 0) {
        printDifferences(group, group.runs().get(i - 1));
      }
    }
    out.println();
  }

  private void print(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean number = i > 2;
      String space = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ").append(number ? space + row.get(i) : row.get(i) + space);
    }
    out.println(line.toString().stripTrailing());
  }

  private void printDifferences(RunGroup group, StoredRun run) {
    List<String> differences = new ArrayList<>();
    group.differences(run).forEach((key, value) -> differences.add(printable(key + "=" + value)));
    StringBuilder line = new StringBuilder();
    for (String difference : differences) {
      if (line.length() > 0 && 4 + line.length() + 1 + difference.length() > COLUMNS) {
        out.println("    " + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(difference);
    }
    if (line.length() > 0) {
      out.println("    " + line);
    }
  }

  private void print(List<UnfinishedRun> unfinished) {
    for (UnfinishedRun run : unfinished) {
      if (run.state() == UnfinishedRun.State.RUNNING) {
        out.printf("%s: running, %s%n", run.id(), epochs(run));
      } else {
        out.printf(
            "%s: unfinished, %s; resume it with the same settings and%n    train --resume --set"
                + " run.id=%s%n",
            run.id(), epochs(run), run.id());
      }
    }
  }

  private static String epochs(UnfinishedRun run) {
    return run.epochs() == 1 ? "1 epoch" : run.epochs() + " epochs";
  }

  /** Returns text from files without characters that control a terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
