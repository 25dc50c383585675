package dev.symbolon.token.http;

import dev.symbolon.admission.jwt.StrictJson;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this service writes and reads it. */
public final class Json {
    private static final JsonMapper MAPPER = StrictJson.mapper();

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** @throws JacksonException when it isn't one JSON object, each of its members once, no deeper than 8 */
    public static Map<String, Object> readObject(byte[] bytes) {
        return StrictJson.readObject(bytes);
    }

    public static <T> T read(byte[] bytes, Class<T> type) {
        return MAPPER.readValue(bytes, type);
    }

    private Json() {}
}
