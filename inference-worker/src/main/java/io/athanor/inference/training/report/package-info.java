/** What a training leaves for people: curves, figures and the model card. Pure. */
package io.athanor.inference.training.report;
