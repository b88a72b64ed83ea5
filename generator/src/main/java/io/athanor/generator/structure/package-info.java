/** What crystals are built from: prototypes, who sits where, and what a corpus knows of both. */
package io.athanor.generator.structure;
