package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;

/** Loads prepared data from the cache, or prepares it and caches it where a cache is configured. */
final class PreparedDataLoader {

  private PreparedDataLoader() {}

  static PreparedData of(Session session, JobConfig job, Workload workload) {
    return job.data()
        .cacheDir()
        .map(
            dir -> {
              PreparedCache cache =
                  new PreparedCache(session.spark(), dir, workload.metadataDecoder());
              String fingerprint = workload.fingerprint();
              return cache
                  .find(fingerprint)
                  .orElseGet(() -> cache.keep(fingerprint, workload.prepare(session.spark())));
            })
        .orElseGet(() -> workload.prepare(session.spark()));
  }
}
