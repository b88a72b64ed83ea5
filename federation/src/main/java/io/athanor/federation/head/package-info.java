/** The head of a model as sums over records, and the posterior that they give. */
package io.athanor.federation.head;
