package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.Personal;
import dev.symbolon.infra.secret.Sealing;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Personal data: only ever written sealed, and read without opening it. */
enum PersonalShape implements Shape {
    SEALED;

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeString(sealing.seal(path, (Personal) value));
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        return new Personal.Sealed(ScalarShape.text(node), Sealing.context(origin.event(), path));
    }

    @Override
    public boolean personal() {
        return true;
    }
}
