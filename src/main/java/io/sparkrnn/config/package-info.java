/** Settings, read once at start-up into records that say what the job shall do. */
package io.sparkrnn.config;
