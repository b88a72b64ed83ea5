/** The network in ONNX Runtime, for comparison. */
package io.athanor.loadtests.peer;
