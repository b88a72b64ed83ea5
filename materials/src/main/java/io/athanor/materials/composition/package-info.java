/** Elements and chemical formulas. */
package io.athanor.materials.composition;
