/** The trunk learned by several sites: federated averaging of weights that no site sees. */
package io.athanor.inference.federated;
