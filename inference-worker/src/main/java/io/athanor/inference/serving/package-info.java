/**
 * Serving without a log: what is taken in, by which open model it is answered, and how models
 * change under load. Used by the worker and by the command line alike.
 */
package io.athanor.inference.serving;
