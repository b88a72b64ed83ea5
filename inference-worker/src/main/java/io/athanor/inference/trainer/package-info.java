/** The trainer: follows labels, refreshes the model, rolls versions out or back. */
package io.athanor.inference.trainer;
