/** Properties of which few labels exist: a Gaussian process on what a trained network sees. */
package io.athanor.inference.fewlabels;
