/** Sums of vectors whose terms nobody sees: fixed point, masks, shares (Bonawitz et al. 2017). */
package io.athanor.federation.sum;
