/** Rules of thumb for whether a composition forms a structure. */
package io.athanor.materials.validity;
