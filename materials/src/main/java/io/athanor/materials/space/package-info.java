/**
 * What an experiment may set: parameters, mixtures, constraints; what they allow, and draws of it.
 */
package io.athanor.materials.space;
