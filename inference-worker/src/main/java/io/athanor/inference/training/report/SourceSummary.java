package io.athanor.inference.training.report;

import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.data.Defects;

/**
 * What a source gave.
 *
 * @param source as configured
 * @param read rows that could be read
 * @param rows rows taken
 * @param unlabelled those of them without any of the model's labels
 * @param defects records that could not be used
 * @param digest SHA-256 of the content, hex
 */
public record SourceSummary(
    SourceConfig source, long read, int rows, int unlabelled, Defects defects, String digest) {}
