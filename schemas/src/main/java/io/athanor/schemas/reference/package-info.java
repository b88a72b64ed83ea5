/** What the rooms say to each other, as a document for readers outside. */
package io.athanor.schemas.reference;
