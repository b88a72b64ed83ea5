/** Training from public data sets: loading, fitting, calibrating, judging and writing a model. */
package io.athanor.inference.training;
