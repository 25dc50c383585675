package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.console.section.FormField.Kind;
import dev.symbolon.admin.console.section.Sections.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Between what the API takes, JSON, and what a browser sends, a form: there and back. */
@Component
public final class Forms {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_OPTIONS = 200;
    private static final int MOST_ROWS = 50;

    private final AdminApi api;

    Forms(AdminApi api) {
        this.api = api;
    }

    /**
     * What the fields are about.
     *
     * @param errors by the way to the field, with slashes (RFC 6901)
     * @param blank  the way to a list of objects that gets one more empty one
     */
    public record Scene(
            ConsoleSession session, String tenant, String subject, Map<String, String> errors, String blank) {}

    public List<FormField> fields(List<Property> properties, JsonNode value, Scene scene) {
        return fields(properties, value, "", scene);
    }

    private List<FormField> fields(List<Property> properties, JsonNode value, String prefix, Scene scene) {
        return properties.stream()
                .map(property -> field(property, value.path(property.name()), prefix + property.name(), scene))
                .toList();
    }

    private FormField field(Property property, JsonNode value, String name, Scene scene) {
        Offer offer = offer(property, value, scene);
        return switch (property.type()) {
            case TEXT, TIME -> {
                Kind kind = property.secret() ? Kind.SECRET : offer.options.isEmpty() ? Kind.TEXT : Kind.CHOICE;
                yield made(property, kind, name, value.asString(""), offer, scene);
            }
            case COLOR -> made(property, Kind.COLOR, name, value.asString(property.example()), offer, scene);
            case NUMBER -> made(property, Kind.NUMBER, name, value.asString(""), offer, scene);
            case FLAG -> made(property, Kind.FLAG, name, value.asString(""), offer, scene);
            case OBJECT ->
                made(
                        property,
                        Kind.OBJECT,
                        name,
                        List.of(),
                        offer,
                        fields(property.members(), value, name + ".", scene),
                        scene);
            case LIST -> {
                Property item = property.item().orElseThrow();
                yield item.type() == Property.Type.OBJECT
                        ? made(property, Kind.OBJECTS, name, List.of(), offer, rows(item, value, name, scene), scene)
                        : made(
                                property,
                                offer.options.isEmpty() ? Kind.LINES : Kind.CHOICES,
                                name,
                                value.valueStream().map(one -> one.asString("")).toList(),
                                offer,
                                List.of(),
                                scene);
            }
        };
    }

    /** One for each there is, and an empty one where there is none or one more is asked for. */
    private List<FormField> rows(Property item, JsonNode value, String name, Scene scene) {
        int there = value.size();
        int shown = Math.min(MOST_ROWS, there + (scene.blank().equals(name) || there == 0 ? 1 : 0));
        List<FormField> rows = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            rows.add(field(item, value.path(i), name + "." + i, scene));
        }
        return rows;
    }

    private static FormField made(Property property, Kind kind, String name, String value, Offer offer, Scene scene) {
        return made(property, kind, name, value.isEmpty() ? List.of() : List.of(value), offer, List.of(), scene);
    }

    private static FormField made(
            Property property,
            Kind kind,
            String name,
            List<String> values,
            Offer offer,
            List<FormField> parts,
            Scene scene) {
        return new FormField(
                name,
                kind,
                property.label(),
                hint(property, offer),
                kind == Kind.TEXT || kind == Kind.NUMBER ? property.example() : "",
                // What may be left out whole may be left empty: the API says what it misses in the rest.
                property.required() && !name.contains("."),
                property.longest(),
                values,
                offer.options,
                parts,
                error(scene.errors(), kind, "/" + name.replace('.', '/')));
    }

    private static String hint(Property property, Offer offer) {
        return property.description()
                + (property.seconds() ? ", in seconds" : "")
                + (offer.tooMany ? ". There are too many to choose from: its page shows the id of each" : "");
    }

    /** Its own, or that of a value in it, where its values have no fields of their own. */
    private static String error(Map<String, String> errors, Kind kind, String pointer) {
        return errors.entrySet().stream()
                .filter(error -> error.getKey().equals(pointer)
                        || kind == Kind.LINES && error.getKey().startsWith(pointer + "/")
                        || kind == Kind.CHOICES && error.getKey().startsWith(pointer + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /**
     * What can be chosen; nothing where values are typed.
     *
     * @param tooMany whether that is because there are more than anybody would look through
     */
    private record Offer(List<Option> options, boolean tooMany) {
        static Offer of(List<Option> options) {
            return new Offer(options, false);
        }
    }

    private Offer offer(Property property, JsonNode value, Scene scene) {
        Property texts = property.item().orElse(property);
        Offer known;
        if (!texts.values().isEmpty()) {
            known = Offer.of(texts.values().stream()
                    .map(one -> new Option(one, Property.label(one)))
                    .toList());
        } else if (Sections.REFERENCES.containsKey(property.name()) && texts.type() == Property.Type.TEXT) {
            known = listed(scene, Sections.REFERENCES.get(property.name()));
        } else {
            known = Offer.of(Sections.choices(scene.subject(), property.name(), scene.tenant()));
        }
        return known.options.isEmpty() ? known : Offer.of(withSet(known.options, value));
    }

    /** What is set and isn't offered stays as it is. */
    private static List<Option> withSet(List<Option> offered, JsonNode value) {
        Stream<Option> besides = (value.isArray() ? value.valueStream() : Stream.of(value))
                .map(one -> one.asString(""))
                .filter(one -> !one.isEmpty()
                        && offered.stream().noneMatch(option -> option.value().equals(one)))
                .map(one -> new Option(one, one));
        return Stream.concat(offered.stream(), besides).toList();
    }

    /** By their names; nothing where this person may not see them, or where they are too many. */
    private Offer listed(Scene scene, @Nullable String list) {
        AdminApi.Said said =
                api.get(scene.session(), "/tenants/" + scene.tenant() + "/" + list, Map.of("limit", "" + MOST_OPTIONS));
        if (!said.body().path("next").asString("").isEmpty()) {
            return new Offer(List.of(), true);
        }
        return Offer.of(said.body()
                .path("items")
                .valueStream()
                .map(item -> new Option(item.path("id").asString(""), Names.of(item)))
                .toList());
    }

    /** The JSON that a form's parameters say. What is left empty isn't said. */
    public ObjectNode body(List<Property> properties, Map<String, String[]> parameters) {
        return object(properties, parameters, "");
    }

    private static ObjectNode object(List<Property> properties, Map<String, String[]> parameters, String prefix) {
        ObjectNode object = JSON.objectNode();
        for (Property property : properties) {
            value(property, parameters, prefix + property.name())
                    .ifPresent(value -> object.set(property.name(), value));
        }
        return object;
    }

    private static Optional<JsonNode> value(Property property, Map<String, String[]> parameters, String name) {
        return switch (property.type()) {
            case TEXT, TIME, COLOR -> text(parameters, name).map(JSON::stringNode);
            case NUMBER ->
                text(parameters, name)
                        .map(text -> text.matches("-?[0-9]{1,9}")
                                ? JSON.numberNode(Integer.parseInt(text))
                                : JSON.stringNode(text));
            case FLAG -> text(parameters, name).map(text -> JSON.booleanNode(text.equals("true")));
            case OBJECT ->
                Optional.<JsonNode>of(object(property.members(), parameters, name + "."))
                        .filter(object -> !object.isEmpty());
            case LIST -> list(property, parameters, name);
        };
    }

    private static Optional<JsonNode> list(Property property, Map<String, String[]> parameters, String name) {
        Property item = property.item().orElseThrow();
        ArrayNode list = JSON.arrayNode();
        if (item.type() == Property.Type.OBJECT) {
            indexes(parameters, name + ".").stream()
                    .map(index -> object(item.members(), parameters, name + "." + index + "."))
                    .filter(Forms::said)
                    .forEach(list::add);
        } else {
            Stream.of(parameters.getOrDefault(name, new String[0]))
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(list::add);
        }
        return list.isEmpty() && !property.required() ? Optional.empty() : Optional.of(list);
    }

    /** A row in which nothing was typed is none: what a browser sends for a choice untouched isn't typed. */
    private static boolean said(ObjectNode row) {
        return row.valueStream().anyMatch(value -> !value.isBoolean() && !(value.isArray() && value.isEmpty()));
    }

    private static TreeSet<Integer> indexes(Map<String, String[]> parameters, String prefix) {
        TreeSet<Integer> indexes = new TreeSet<>();
        for (String name : parameters.keySet()) {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                String index = rest.substring(0, Math.max(rest.indexOf('.'), 0));
                if (index.matches("[0-9]{1,2}")) {
                    indexes.add(Integer.parseInt(index));
                }
            }
        }
        return indexes;
    }

    private static Optional<String> text(Map<String, String[]> parameters, String name) {
        String[] given = parameters.getOrDefault(name, new String[0]);
        return Optional.of(given.length == 1 ? given[0].strip() : "").filter(text -> !text.isEmpty());
    }

    /**
     * The merge patch (RFC 7386) that makes what is into what is wanted: only what differs is in it, so that fields which
     * the form doesn't show, or shows empty because they are secret, stay as they are.
     */
    static ObjectNode patch(List<Property> properties, JsonNode is, ObjectNode wanted) {
        ObjectNode patch = JSON.objectNode();
        for (Property property : properties) {
            String name = property.name();
            JsonNode before = is.path(name);
            JsonNode now = wanted.path(name);
            boolean emptyBefore = before.isMissingNode() || before.isArray() && before.isEmpty();
            if (now.isMissingNode() && !emptyBefore) {
                patch.set(name, property.type() == Property.Type.LIST ? JSON.arrayNode() : JSON.nullNode());
            } else if (!now.isMissingNode() && !now.equals(before)) {
                patch.set(name, whole(before, now));
            }
        }
        return patch;
    }

    /** An object is merged member by member: what isn't wanted of it any more is named. */
    private static JsonNode whole(JsonNode before, JsonNode now) {
        if (!(now instanceof ObjectNode object)) {
            return now;
        }
        ObjectNode all = object.deepCopy();
        before.propertyNames().stream().filter(name -> !all.has(name)).forEach(all::putNull);
        return all;
    }
}
