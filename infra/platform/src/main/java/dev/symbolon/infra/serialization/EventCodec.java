package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.AboutSubject;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.infra.secret.SealedPersonalData;
import dev.symbolon.infra.secret.Sealing;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Between events and the bytes that are kept: one JSON text of envelope and payload, personal fields sealed. */
public final class EventCodec {

    private static final int USUAL_BYTES = 1024;

    private final JsonFactory factory = new JsonFactory();
    private final JsonMapper reader = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Map<String, RecordShape> payloads = EventCatalogue.entries().stream()
            .collect(Collectors.toUnmodifiableMap(EventCatalogue.Entry::name, EventCodec::payload));
    private final Seal seal;
    private final Upcasters upcasters;

    /** What makes personal data unreadable on its way in. */
    private interface Seal {
        String seal(Sealing sealing, String path, Personal value);
    }

    public EventCodec(SealedPersonalData personalData) {
        this(personalData, new Upcasters(Upcasters.STORED));
    }

    EventCodec(SealedPersonalData personalData, Upcasters upcasters) {
        this(personalData::seal, upcasters);
    }

    private EventCodec(Seal seal, Upcasters upcasters) {
        this.seal = seal;
        this.upcasters = upcasters;
    }

    /** For who has no keys: it reads, and what is personal stays sealed. */
    public static EventCodec withoutKeys() {
        return new EventCodec(
                (_, _, _) -> {
                    throw new IllegalStateException("without keys nothing is written");
                },
                new Upcasters(Upcasters.STORED));
    }

    /**
     * The exact bytes to keep; seals every clear personal field by its subject's key, made durable first if new, and
     * seals anew what came sealed from another event.
     *
     * @throws dev.symbolon.infra.secret.SubjectErasedException when the subject of a personal field is erased
     * @throws dev.symbolon.infra.secret.KeysUnavailableException when the key can't be read or made durable now
     */
    public byte[] encode(Envelope envelope, DomainEvent event) {
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        if (!envelope.type().equals(entry.name())
                || envelope.version() != entry.version()
                || !envelope.stream().equals(event.stream())) {
            throw new IllegalArgumentException("the envelope is of another event than " + entry.name());
        }
        Sealing sealing = sealing(envelope, event);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            EnvelopeText.write(out, envelope);
            out.writeName(EnvelopeText.DATA);
            payload(entry.name()).write(out, event, (path, value) -> seal.seal(sealing, path, value), "");
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what any released version wrote, upcast to the newest. The envelope keeps the version that was stored.
     *
     * @throws UnreadableEventException when the bytes aren't those of the digest, or not an event that is known here
     */
    public RecordedEvent decode(byte[] bytes, byte[] sha256, String commitId, Position position) {
        if (!MessageDigest.isEqual(digest(bytes), sha256)) {
            throw new UnreadableEventException("an event of commit " + commitId + " isn't what was stored");
        }
        try {
            JsonNode node = reader.readTree(bytes);
            Envelope envelope = EnvelopeText.read(node);
            return new RecordedEvent(envelope, event(envelope, node), commitId, position, bytes, sha256);
        } catch (UnreadableEventException e) {
            throw e.in("an event of commit " + commitId);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableEventException("an event of commit " + commitId + " isn't well formed", e);
        }
    }

    private DomainEvent event(Envelope envelope, JsonNode node) {
        try {
            EventCatalogue.Entry entry = EventCatalogue.named(envelope.type());
            if (!(node.get(EnvelopeText.DATA) instanceof ObjectNode data)) {
                throw new UnreadableEventException("data must be an object");
            }
            ObjectNode current = upcasters.upcast(entry, envelope.version(), data);
            Origin origin = new Origin(envelope.stream().tenant(), envelope.id());
            DomainEvent event = (DomainEvent) payload(entry.name()).read(current, origin, "");
            if (!event.stream().equals(envelope.stream())) {
                throw new UnreadableEventException("it is of another stream than its envelope says");
            }
            return event;
        } catch (UnreadableEventException e) {
            throw e.in(envelope.type() + " v" + envelope.version());
        } catch (EventCatalogue.UnknownEventException e) {
            throw new UnreadableEventException(envelope.type() + ": not in the catalogue", e);
        }
    }

    private RecordShape payload(String type) {
        RecordShape shape = payloads.get(type);
        if (shape == null) {
            throw new IllegalStateException(type + " has no shape");
        }
        return shape;
    }

    private static RecordShape payload(EventCatalogue.Entry entry) {
        RecordShape shape = Shapes.ofEvent(entry.type());
        if (shape.personal() && !AboutSubject.class.isAssignableFrom(entry.type())) {
            throw new IllegalStateException(entry.type() + " has personal fields and must say whose");
        }
        return shape;
    }

    private static Sealing sealing(Envelope envelope, DomainEvent event) {
        return new Sealing(
                envelope.stream().tenant(),
                envelope.id(),
                event instanceof AboutSubject about ? about.subject() : Optional.empty(),
                envelope.clock());
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
