package dev.symbolon.admission.jwt;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON from outside: small, shallow, and each member once. */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(64 * 1024)
                            .maxNestingDepth(8)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** @throws JacksonException when it isn't one JSON object, each of its members once, no deeper than 8 */
    public static Map<String, Object> readObject(byte[] bytes) {
        return MAPPER.readValue(bytes, OBJECT);
    }

    private StrictJson() {}
}
