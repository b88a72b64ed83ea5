/** How fast the network runs, beside a peer and the machine's own matrix products. */
package io.athanor.loadtests.throughput;
