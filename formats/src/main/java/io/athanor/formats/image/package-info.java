/** Pictures. */
package io.athanor.formats.image;
