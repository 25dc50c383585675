package dev.symbolon.infra.stream;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** The id inside an event's stored bytes, where it is the first member. */
final class CloudEventId {
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads no further than the id; bytes without one are no event, and loud. */
    static String of(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean id = parser.currentName().equals("id");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && id) {
                        return parser.getString();
                    }
                    parser.skipChildren();
                }
            }
        }
        throw new IllegalArgumentException("an event's bytes name no id");
    }

    private CloudEventId() {}
}
