package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.Personal;

/** Seals the personal fields of the event that is being written. */
@FunctionalInterface
interface SealingFields {

    String seal(String path, Personal value);
}
