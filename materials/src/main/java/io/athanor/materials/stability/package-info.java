/** Whether a material would fall apart: the convex hull of energies, and how sure that is. */
package io.athanor.materials.stability;
