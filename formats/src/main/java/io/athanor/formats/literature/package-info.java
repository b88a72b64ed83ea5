/** What was written about materials: document, element and material vectors, and mentions. */
package io.athanor.formats.literature;
