package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The newest runs of a folder.
 *
 * @param folder URI of the folder
 * @param finished published runs, newest first
 * @param unfinished runs that were not published, in the order of their ids
 * @param notRead number of older folders that were not read
 * @param problems runs that could not be read, each with the reason
 */
public record RunListing(
    String folder,
    List<StoredRun> finished,
    List<UnfinishedRun> unfinished,
    int notRead,
    List<String> problems) {

  public RunListing {
    requireNonNull(folder, "folder is null");
    finished = List.copyOf(finished);
    unfinished = List.copyOf(unfinished);
    problems = List.copyOf(problems);
  }
}
