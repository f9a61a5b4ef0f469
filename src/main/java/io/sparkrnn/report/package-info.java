/**
 * Plots and the report of a run. {@link HtmlReport} renders a {@link RunReport} as one page without
 * scripts or external files; {@link LearningCurves}, {@link SvgPlot} and {@link ComparisonChart}
 * draw. {@link MarkupWriter} escapes all text, because reviews are shown in the report.
 *
 * <p>Classes here are pure functions from results to text or pixels. They must not write files or
 * use Spark.
 */
package io.sparkrnn.report;
