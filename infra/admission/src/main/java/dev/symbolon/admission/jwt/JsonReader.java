package dev.symbolon.admission.jwt;

import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** jjwt's way from JSON, on the platform's own mapper, which refuses a member given twice. */
final class JsonReader extends AbstractDeserializer<Map<String, ?>> {
    @Override
    protected Map<String, ?> doDeserialize(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        try {
            return StrictJson.readObject(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IOException("no JSON object", e);
        }
    }
}
