package dev.symbolon.infra.serialization;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** How the values of one Java type stand in an event's payload. */
sealed interface Shape
        permits ScalarShape,
                TextShape,
                EnumShape,
                PersonalShape,
                OptionalShape,
                ListShape,
                SetShape,
                RecordShape,
                UnionShape {

    /** @param path where the value stands; only kept up on the way to personal fields */
    void write(JsonGenerator out, Object value, SealingFields sealing, String path);

    /** Reads what {@link #write} wrote and nothing else. */
    Object read(JsonNode node, Origin origin, String path);

    /** Whether personal data can be in it. */
    boolean personal();
}
