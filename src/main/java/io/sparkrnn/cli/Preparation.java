package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;

/** Prepared data: from the cache if it is there, else made, and kept if a cache is configured. */
final class Preparation {

  private Preparation() {}

  static PreparedData of(Session session, JobConfig job, Workload workload) {
    return job.data()
        .cacheDir()
        .map(
            dir -> {
              PreparedCache cache = new PreparedCache(session.spark(), dir);
              String fingerprint = workload.fingerprint();
              return cache
                  .find(fingerprint)
                  .orElseGet(() -> cache.keep(fingerprint, workload.prepare(session.spark())));
            })
        .orElseGet(() -> workload.prepare(session.spark()));
  }
}
