package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.EventCatalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** docs/asyncapi.yaml: the stream for machines, as AsyncAPI 3. */
final class AsyncApi {

    private final SourceComments comments;
    private final PayloadSchemas schemas;

    AsyncApi(SourceComments comments) {
        this.comments = comments;
        this.schemas = new PayloadSchemas(comments);
    }

    /** The document, as maps and lists. */
    Map<String, Object> document() {
        Map<String, Object> messages = new LinkedHashMap<>();
        EventCatalogue.entries().forEach(entry -> messages.put(message(entry), event(entry)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Envelope", envelope());
        all.putAll(schemas.shared());
        return map(
                "asyncapi", "3.0.0",
                "info",
                        map(
                                "title",
                                "Symbolon event stream",
                                "version",
                                "1",
                                "description",
                                "Generated from the code by " + EventDocumentsTest.WRITE
                                        + "; a test holds it current. Events are CloudEvents 1.0 in binary mode: attributes in record headers, the event's exact stored bytes as the value. Order holds within a stream; an event may come again, and is known by its id."),
                "defaultContentType", "application/json",
                "channels",
                        map(
                                "events",
                                        channel(
                                                "symbolon.events",
                                                "Every event. The record key is the tenant's id.",
                                                _ -> true),
                                "control",
                                        channel(
                                                "symbolon.control",
                                                "Events that every node must hear of at once, again. One partition.",
                                                EventCatalogue.Entry::control)),
                "operations",
                        map(
                                "sendEvents", operation("events"),
                                "sendControl", operation("control")),
                "components",
                        map(
                                "messageTraits",
                                        map("cloudEvent", map("contentType", "application/json", "headers", headers())),
                                "messages", messages,
                                "schemas", all));
    }

    private static String message(EventCatalogue.Entry entry) {
        return entry.name() + ".v" + entry.version();
    }

    private static Map<String, Object> operation(String channel) {
        return map("action", "send", "channel", Map.of("$ref", "#/channels/" + channel));
    }

    private static Map<String, Object> channel(
            String address, String description, Predicate<EventCatalogue.Entry> carried) {
        Map<String, Object> messages = new LinkedHashMap<>();
        EventCatalogue.entries().stream()
                .filter(carried)
                .map(AsyncApi::message)
                .forEach(name -> messages.put(name, Map.of("$ref", "#/components/messages/" + name)));
        return map("address", address, "description", description, "messages", messages);
    }

    private Map<String, Object> event(EventCatalogue.Entry entry) {
        return map(
                "name", "dev.symbolon." + entry.name(),
                "summary", comments.of(entry.type()).text(),
                "traits", List.of(Map.of("$ref", "#/components/messageTraits/cloudEvent")),
                "payload",
                        map(
                                "allOf", List.of(PayloadSchemas.reference("Envelope")),
                                "type", "object",
                                "properties",
                                        map(
                                                "type", map("const", entry.name()),
                                                "version", map("const", entry.version()),
                                                "data", schemas.of(Shapes.ofEvent(entry.type())))));
    }

    private static Map<String, Object> envelope() {
        Map<String, Object> anonymous = map(
                "type", "object", "required", List.of("kind"), "properties", map("kind", map("const", "anonymous")));
        Map<String, Object> known = object(
                List.of(),
                "kind",
                map("type", "string", "enum", List.of("client", "operator", "platform", "user")),
                "id",
                text("the user, client or component"));
        Map<String, Object> basis = map(
                "description",
                "every other stream that the decision read, as type/id, or tenant/type/id if it is another tenant's: how far"
                        + " it knew it; -1 for a stream without events",
                "type",
                "object",
                "additionalProperties",
                map("type", "integer", "minimum", -1));
        return object(
                List.of("causation", "reason"),
                "id",
                text("the event, for ever"),
                "type",
                text("catalogue name"),
                "version",
                number("version of the payload"),
                "tenant",
                text("the tenant that it happened in"),
                "stream",
                text("type/id of its aggregate"),
                "sequence",
                number("place in its stream, from 0"),
                "clock",
                map(
                        "description",
                        "hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of count",
                        "type",
                        "string",
                        "pattern",
                        "^[0-9a-f]{16}$"),
                "actor",
                map("description", "who made it necessary", "oneOf", List.of(anonymous, known)),
                "correlation",
                text("one for everything that an outside request caused"),
                "causation",
                text("the event or command that directly caused this one"),
                "basis",
                basis,
                "reason",
                text("a stable code, where the type doesn't say it all"),
                "data",
                map("type", "object"));
    }

    private static Map<String, Object> headers() {
        return object(
                List.of(),
                "ce_specversion",
                map("const", "1.0"),
                "ce_id",
                text("the event's id"),
                "ce_type",
                text("dev.symbolon.<catalogue name>"),
                "ce_source",
                text("/tenants/<tenant>"),
                "ce_subject",
                text("the event's stream"),
                "ce_time",
                map("description", "the clock's milliseconds", "type", "string", "format", "date-time"),
                "ce_tenant",
                text("the tenant's id"),
                "ce_eventversion",
                text("version of the payload"),
                "ce_sequence",
                text("place in the stream"),
                "ce_clock",
                text("the event's clock"),
                "ce_commit",
                text("the commit that the event belongs to"),
                "ce_writer",
                text("who wrote the commit"),
                "ce_epoch",
                text("the writer's epoch"),
                "ce_counter",
                text("the commit's counter in that epoch"),
                "ce_index",
                text("the event's place in its commit, from 0"),
                "ce_count",
                text("number of events in the commit"),
                "ce_sha256",
                map("description", "SHA-256 of the value", "type", "string", "pattern", "^[0-9a-f]{64}$"));
    }

    private static Map<String, Object> object(List<String> optional, Object... properties) {
        Map<String, Object> all = map(properties);
        return map(
                "type",
                "object",
                "required",
                all.keySet().stream().filter(name -> !optional.contains(name)).toList(),
                "properties",
                all);
    }

    private static Map<String, Object> text(String description) {
        return map("description", description, "type", "string");
    }

    private static Map<String, Object> number(String description) {
        return map("description", description, "type", "integer", "format", "int64");
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
