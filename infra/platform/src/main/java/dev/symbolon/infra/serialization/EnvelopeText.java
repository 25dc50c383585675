package dev.symbolon.infra.serialization;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The envelope's fields as they stand in an event's JSON, before the payload. */
final class EnvelopeText {

    static final String DATA = "data";

    private static final Set<String> FIELDS = Set.of(
            "id",
            "type",
            "version",
            "tenant",
            "stream",
            "sequence",
            "clock",
            "actor",
            "correlation",
            "causation",
            "basis",
            "reason",
            DATA);
    private static final Set<String> ACTOR_FIELDS = Set.of("kind", "id");

    static void write(JsonGenerator out, Envelope envelope) {
        out.writeStringProperty("id", envelope.id().value());
        out.writeStringProperty("type", envelope.type());
        out.writeNumberProperty("version", envelope.version());
        out.writeStringProperty("tenant", envelope.stream().tenant().value());
        out.writeStringProperty("stream", envelope.stream().nameInTenant());
        out.writeNumberProperty("sequence", envelope.sequence());
        // 64 bits, as a jti carries them: a JSON number is only exact up to 2⁵³ in other readers (RFC 8259 §6).
        out.writeStringProperty(
                "clock", HexFormat.of().toHexDigits(envelope.clock().value()));
        writeActor(out, envelope.actor());
        out.writeStringProperty("correlation", envelope.correlation());
        if (envelope.causation().isPresent()) {
            out.writeStringProperty("causation", envelope.causation().get());
        }
        // Each event carries all of it, to be understood alone: it is what most of an event's bytes would go to.
        out.writeName("basis");
        out.writeStartObject();
        for (Basis basis : envelope.basis()) {
            out.writeNumberProperty(basis.stream().nameFor(envelope.stream().tenant()), basis.sequence());
        }
        out.writeEndObject();
        if (envelope.reason().isPresent()) {
            out.writeStringProperty("reason", envelope.reason().get());
        }
    }

    private static void writeActor(JsonGenerator out, Actor actor) {
        out.writeName("actor");
        out.writeStartObject();
        switch (actor) {
            case Actor.User user -> writeActor(out, "user", user.id().value());
            case Actor.Client client -> writeActor(out, "client", client.id().value());
            case Actor.Operator operator ->
                writeActor(out, "operator", operator.id().value());
            case Actor.Platform platform -> writeActor(out, "platform", platform.component());
            case Actor.Anonymous _ -> out.writeStringProperty("kind", "anonymous");
        }
        out.writeEndObject();
    }

    private static void writeActor(JsonGenerator out, String kind, String id) {
        out.writeStringProperty("kind", kind);
        out.writeStringProperty("id", id);
    }

    static Envelope read(JsonNode node) {
        only(node, FIELDS);
        TenantId tenant = new TenantId(text(node, "tenant"));
        return new Envelope(
                new EventId(text(node, "id")),
                text(node, "type"),
                (int) ScalarShape.COUNT.read(present(node, "version")),
                ownStream(tenant, text(node, "stream")),
                number(node, "sequence"),
                new HybridTime(HexFormat.fromHexDigitsToLong(text(node, "clock"))),
                readActor(present(node, "actor")),
                text(node, "correlation"),
                optionalText(node, "causation"),
                readBasis(tenant, present(node, "basis")),
                optionalText(node, "reason"));
    }

    private static StreamId ownStream(TenantId tenant, String name) {
        StreamId stream = StreamId.parseFor(tenant, name);
        if (!stream.nameInTenant().equals(name)) {
            throw new UnreadableEventException("its stream is named with a tenant");
        }
        return stream;
    }

    private static Actor readActor(JsonNode node) {
        only(node, ACTOR_FIELDS);
        return switch (text(node, "kind")) {
            case "user" -> new Actor.User(new UserId(text(node, "id")));
            case "client" -> new Actor.Client(new ClientId(text(node, "id")));
            case "operator" -> new Actor.Operator(new UserId(text(node, "id")));
            case "platform" -> new Actor.Platform(text(node, "id"));
            case "anonymous" -> new Actor.Anonymous();
            default -> throw new UnreadableEventException("unknown kind of actor");
        };
    }

    private static List<Basis> readBasis(TenantId tenant, JsonNode node) {
        if (!node.isObject()) {
            throw new UnreadableEventException("basis must be an object");
        }
        List<Basis> basis = new ArrayList<>(node.size());
        for (Map.Entry<String, JsonNode> one : node.properties()) {
            basis.add(new Basis(
                    StreamId.parseFor(tenant, one.getKey()), (long) ScalarShape.LONG_COUNT.read(one.getValue())));
        }
        return basis;
    }

    private static void only(JsonNode node, Set<String> known) {
        if (!node.isObject() || !known.containsAll(node.propertyNames())) {
            throw new UnreadableEventException("must be an object of " + known);
        }
    }

    private static JsonNode present(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new UnreadableEventException(field + " is missing");
        }
        return value;
    }

    private static String text(JsonNode node, String field) {
        return ScalarShape.text(present(node, field));
    }

    private static long number(JsonNode node, String field) {
        return (long) ScalarShape.LONG_COUNT.read(present(node, field));
    }

    private static Optional<String> optionalText(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(ScalarShape::text);
    }

    private EnvelopeText() {}
}
