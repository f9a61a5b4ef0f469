/**
 * The workload {@code autoencoder}: grayscale images are encoded to short vectors and decoded
 * again. {@link ImageAutoencoder} is the workload, {@link AutoencoderNetwork} its network, and
 * {@link ImagePreparation} makes the examples. {@link PrincipalComponents} is the baseline, a
 * linear autoencoder with vectors of the same length.
 *
 * <p>No class outside this package may name one of it: {@link ImageAutoencoderType} is registered
 * as a service. It must not depend on other workloads.
 */
package io.sparkrnn.workload.autoencoder;
