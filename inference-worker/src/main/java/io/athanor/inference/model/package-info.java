/** The graph network: what goes in, what comes out, and the TensorFlow graph between. */
package io.athanor.inference.model;
