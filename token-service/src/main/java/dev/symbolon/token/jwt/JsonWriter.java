package dev.symbolon.token.jwt;

import dev.symbolon.token.http.Json;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** jjwt's way to JSON, on the platform's own mapper: its module for it would bring a second Jackson along. */
final class JsonWriter extends AbstractSerializer<Map<String, ?>> {
    @Override
    protected void doSerialize(Map<String, ?> value, OutputStream out) throws IOException {
        out.write(Json.write(value));
    }
}
