package dev.symbolon.infra.log;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.jspecify.annotations.Nullable;

/** The format of a commit, field by field: no reflection, and no document in between. */
final class CommitDocumentCodec implements Codec<CommitDocument> {
    private static final int FORMAT = 1;

    @Override
    public Class<CommitDocument> getEncoderClass() {
        return CommitDocument.class;
    }

    @Override
    public void encode(BsonWriter to, CommitDocument commit, EncoderContext context) {
        to.writeStartDocument();
        to.writeString("_id", commit.id());
        to.writeInt32("format", FORMAT);
        to.writeString("kind", commit.isVoid() ? "void" : "commit");
        to.writeString("tenant", commit.tenant());
        to.writeStartArray("slots");
        commit.slots().forEach(to::writeString);
        to.writeEndArray();
        to.writeInt64("clock", commit.clock());
        to.writeStartDocument("writer");
        to.writeString("id", commit.writer().writer());
        to.writeInt64("epoch", commit.writer().epoch());
        to.writeInt64("counter", commit.counter());
        to.writeEndDocument();
        byte[] requestHash = commit.requestHash();
        if (requestHash != null) {
            to.writeBinaryData("requestHash", new BsonBinary(requestHash));
        }
        to.writeStartArray("claims");
        commit.claims().forEach(claim -> encode(to, claim));
        to.writeEndArray();
        to.writeStartArray("events");
        commit.events().forEach(event -> encode(to, event));
        to.writeEndArray();
        to.writeEndDocument();
    }

    private static void encode(BsonWriter to, CommitDocument.ClaimEntry claim) {
        to.writeStartDocument();
        to.writeString("kind", claim.kind());
        to.writeString("name", claim.name());
        to.writeString(claim.released() ? "released" : "holder", claim.holder());
        to.writeEndDocument();
    }

    private static void encode(BsonWriter to, StoredEvent event) {
        to.writeStartDocument();
        to.writeString("type", event.type());
        to.writeInt32("version", event.version());
        to.writeBoolean("control", event.control());
        to.writeBinaryData("bytes", new BsonBinary(event.bytes()));
        to.writeBinaryData("sha256", new BsonBinary(event.sha256()));
        to.writeEndDocument();
    }

    @Override
    public CommitDocument decode(BsonReader from, DecoderContext context) {
        String id = "";
        int format = 0;
        String kind = "";
        String tenant = "";
        List<String> slots = List.of();
        long clock = 0;
        WriterEpoch writer = new WriterEpoch("", 0);
        long counter = 0;
        byte @Nullable [] requestHash = null;
        List<CommitDocument.ClaimEntry> claims = new ArrayList<>();
        List<EventFields> events = new ArrayList<>();
        from.readStartDocument();
        while (from.readBsonType() != BsonType.END_OF_DOCUMENT) {
            switch (from.readName()) {
                case "_id" -> id = from.readString();
                case "format" -> format = from.readInt32();
                case "kind" -> kind = from.readString();
                case "tenant" -> tenant = from.readString();
                case "slots" -> slots = strings(from);
                case "clock" -> clock = from.readInt64();
                case "writer" -> {
                    from.readStartDocument();
                    writer = new WriterEpoch(from.readString("id"), from.readInt64("epoch"));
                    counter = from.readInt64("counter");
                    from.readEndDocument();
                }
                case "requestHash" -> requestHash = from.readBinaryData().getData();
                case "claims" -> {
                    from.readStartArray();
                    while (from.readBsonType() != BsonType.END_OF_DOCUMENT) {
                        claims.add(claim(from));
                    }
                    from.readEndArray();
                }
                case "events" -> {
                    from.readStartArray();
                    while (from.readBsonType() != BsonType.END_OF_DOCUMENT) {
                        events.add(event(from));
                    }
                    from.readEndArray();
                }
                default -> from.skipValue();
            }
        }
        from.readEndDocument();
        if (format != FORMAT || !(kind.equals("commit") || kind.equals("void"))) {
            // A newer version's commit: skipping it would be losing data.
            throw new IllegalStateException("commit " + id + " has the unknown format " + format + " " + kind);
        }
        return new CommitDocument(
                id,
                kind.equals("void"),
                tenant,
                slots,
                clock,
                writer,
                counter,
                requestHash,
                List.copyOf(claims),
                stored(events, slots));
    }

    private static List<String> strings(BsonReader from) {
        List<String> strings = new ArrayList<>();
        from.readStartArray();
        while (from.readBsonType() != BsonType.END_OF_DOCUMENT) {
            strings.add(from.readString());
        }
        from.readEndArray();
        return List.copyOf(strings);
    }

    private static CommitDocument.ClaimEntry claim(BsonReader from) {
        from.readStartDocument();
        String kind = from.readString("kind");
        String name = from.readString("name");
        boolean released = from.readName().equals("released");
        String holder = from.readString();
        from.readEndDocument();
        return new CommitDocument.ClaimEntry(kind, name, holder, released);
    }

    private record EventFields(String type, int version, boolean control, byte[] bytes, byte[] sha256) {}

    private static EventFields event(BsonReader from) {
        from.readStartDocument();
        EventFields event = new EventFields(
                from.readString("type"),
                from.readInt32("version"),
                from.readBoolean("control"),
                from.readBinaryData("bytes").getData(),
                from.readBinaryData("sha256").getData());
        from.readEndDocument();
        return event;
    }

    /** An event's place isn't written twice: the slot at its index is it. */
    private static List<StoredEvent> stored(List<EventFields> events, List<String> slots) {
        List<StoredEvent> stored = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            EventFields event = events.get(i);
            stored.add(new StoredEvent(
                    event.type(),
                    event.version(),
                    event.control(),
                    Slots.streamOf(slots.get(i)),
                    Slots.sequenceOf(slots.get(i)),
                    event.bytes(),
                    event.sha256()));
        }
        return List.copyOf(stored);
    }
}
