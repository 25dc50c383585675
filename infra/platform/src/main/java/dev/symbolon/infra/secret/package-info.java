/** Keys, and what is sealed with them: personal data, handles, private keys. */
@org.jspecify.annotations.NullMarked
package dev.symbolon.infra.secret;
