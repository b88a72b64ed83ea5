/** Bounded records, noise, and what of the privacy budget is spent. */
package io.athanor.federation.privacy;
