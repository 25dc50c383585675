package dev.symbolon.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** JSON as this API reads and writes it: strict, shallow, every unknown field refused by its name. */
@Component
public final class Bodies {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NAME = 60;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(30)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    /** The request's JSON as that record, checked. */
    <B extends Record> B read(byte[] body, Class<B> type) {
        return checked(tree(body), type);
    }

    /** The request's JSON, whatever it is. */
    JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(text(body));
            if (tree == null || tree.isMissingNode()) {
                throw malformed();
            }
            return tree;
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /** What the record is after the patch (RFC 7386), checked. */
    <B extends Record> B merged(Record current, JsonNode patch, Class<B> type) {
        if (!patch.isObject()) {
            throw AdminRefusal.invalid("malformed", "a merge patch of this is a JSON object");
        }
        known(patch, type, "");
        return checked(merge(json.valueToTree(current), patch), type);
    }

    byte[] written(Object body) {
        return json.writeValueAsBytes(body);
    }

    JsonNode asTree(Object body) {
        return json.valueToTree(body);
    }

    private <B extends Record> B checked(JsonNode tree, Class<B> type) {
        if (!tree.isObject()) {
            throw AdminRefusal.invalid("malformed", "this call takes a JSON object");
        }
        B body;
        try {
            body = json.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw unknown(pointer(e));
        } catch (DatabindException e) {
            String pointer = pointer(e);
            throw AdminRefusal.invalid("bad-field", pointer + " has another type than it should", pointer);
        } catch (JacksonException e) {
            throw malformed();
        }
        FieldCheck.check(body);
        return body;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw AdminRefusal.invalid("malformed", "the body isn't UTF-8");
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                JsonNode before = merged.get(change.getKey());
                merged.set(
                        change.getKey(),
                        merge(before == null ? JsonNodeFactory.instance.nullNode() : before, change.getValue()));
            }
        }
        return merged;
    }

    /** A null would take away what isn't there without a word: names are looked at before. */
    private static void known(JsonNode patch, Class<?> type, String pointer) {
        Map<String, Class<?>> members = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String at = pointer + "/" + change.getKey();
            Class<?> member = members.get(change.getKey());
            if (member == null) {
                throw unknown(at);
            }
            if (member.isRecord() && change.getValue().isObject()) {
                known(change.getValue(), member, at);
            }
        }
    }

    private static AdminRefusal unknown(String pointer) {
        String shown = printable(pointer);
        return AdminRefusal.invalid("unknown-field", shown + " is no field of this call", shown);
    }

    private static String pointer(DatabindException e) {
        return printable(e.getPath().stream()
                .map(step -> "/" + Optional.ofNullable(step.getPropertyName()).orElse("" + step.getIndex()))
                .collect(Collectors.joining()));
    }

    /** Names that a caller made up come back short, and in plain letters. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) + "…" : plain;
    }

    private static AdminRefusal malformed() {
        return AdminRefusal.invalid("malformed", "the body isn't the JSON that this call takes");
    }

    /** All of it; who sends less than was announced is refused. */
    static byte[] bytes(jakarta.servlet.http.HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(BodyLimit.MOST_BYTES + 1);
        } catch (IOException e) {
            throw AdminRefusal.invalid("malformed", "the body ended early");
        }
    }
}
