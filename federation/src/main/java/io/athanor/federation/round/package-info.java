/** One round as a fold of signed steps: who takes part, what each says next, what comes out. */
package io.athanor.federation.round;
