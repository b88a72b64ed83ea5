/**
 * What chemistry says of a composition before anything is computed: facts, each with its source.
 */
package io.athanor.generator.chemistry;
