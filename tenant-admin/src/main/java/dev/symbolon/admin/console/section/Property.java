package dev.symbolon.admin.console.section;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A member of a request or an answer, as the API's own document describes it.
 *
 * @param values  the only ones that a text can have; empty when there are others
 * @param item    what a list holds
 * @param members of an object
 */
public record Property(
        String name,
        Type type,
        boolean required,
        String description,
        String example,
        List<String> values,
        String pattern,
        int longest,
        Optional<Property> item,
        List<Property> members,
        boolean shownOnce) {
    private static final String ONCE = " (shown once)";
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    public enum Type {
        TEXT,
        COLOR,
        TIME,
        NUMBER,
        FLAG,
        LIST,
        OBJECT
    }

    /** Of an object's schema in that document. */
    static List<Property> members(JsonNode document, JsonNode schema) {
        JsonNode object = resolved(document, schema);
        List<String> required = StreamSupport.stream(object.path("required").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        return object.path("properties").properties().stream()
                .map(member -> of(document, member.getKey(), member.getValue(), required.contains(member.getKey())))
                .toList();
    }

    private static Property of(JsonNode document, String name, JsonNode node, boolean required) {
        JsonNode shape = resolved(document, node);
        String described = node.path("description").asString("");
        Type type = name.endsWith("Color") ? Type.COLOR : type(shape);
        return new Property(
                name,
                type,
                required,
                described.replace(ONCE, ""),
                node.path("example").asString(""),
                shape.path("enum").valueStream().map(JsonNode::asString).toList(),
                shape.path("pattern").asString(""),
                shape.path("maxLength").asInt(0),
                type == Type.LIST ? Optional.of(of(document, name, shape.path("items"), false)) : Optional.empty(),
                type == Type.OBJECT ? members(document, shape) : List.of(),
                described.endsWith(ONCE));
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static Type type(JsonNode shape) {
        return switch (shape.path("type").asString("")) {
            case "integer" -> Type.NUMBER;
            case "boolean" -> Type.FLAG;
            case "array" -> Type.LIST;
            case "object" -> Type.OBJECT;
            default -> shape.path("format").asString("").equals("date-time") ? Type.TIME : Type.TEXT;
        };
    }

    /** Its name as people write it. */
    String label() {
        return label(name);
    }

    static String label(String name) {
        String words = HUMPS.matcher(name)
                .replaceAll(" ")
                .replace('_', ' ')
                .replace('-', ' ')
                .toLowerCase(Locale.ROOT)
                .replaceAll(" seconds$", "")
                .replaceAll("\\buris\\b", "URIs")
                .replaceAll("\\buri\\b", "URI")
                .replaceAll("\\bid\\b", "ID")
                .replaceAll("\\bacr\\b", "ACR")
                .replaceAll("\\bamr\\b", "AMR")
                .replaceAll("\\bjwks\\b", "JWKS")
                .replaceAll("\\bpkce\\b", "PKCE")
                .replaceAll("\\bkib\\b", "(KiB)")
                .replaceAll("\\bopen ID\\b", "OpenID")
                .replaceAll("\\boff board\\b", "off-board");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    boolean seconds() {
        return type == Type.NUMBER && name.endsWith("Seconds");
    }

    boolean secret() {
        return name.equals("password") || name.equals("clientSecret");
    }
}
