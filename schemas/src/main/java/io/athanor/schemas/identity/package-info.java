/** How event ids are made. */
package io.athanor.schemas.identity;
