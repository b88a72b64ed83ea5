/** The model store: models as files, named by the SHA-256 of their content. */
package io.athanor.inference.store;
