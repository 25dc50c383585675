package dev.symbolon.projection.history;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tenant's whole state at a moment, written as files: one for each stream, the same byte for byte whoever writes them,
 * whenever, from the same log; and {@code SHA256SUMS}, by which that can be checked. Personal data stays sealed.
 */
public final class Reconstruction {
    private static final int PAGE = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final StateTree TREE = new StateTree(Reconstruction::sealed);

    private final EventLog log;
    private final TenantId tenant;
    private final Map<StreamId, Folded<?>> streams = new HashMap<>();
    private long events;

    private Reconstruction(EventLog log, TenantId tenant) {
        this.log = log;
        this.tenant = tenant;
    }

    /** What was written. */
    public record Written(long streams, long events) {}

    /**
     * Writes it.
     *
     * @param until  a time, or a place in a stream
     * @param folder empty, or not there yet
     */
    public static Written write(EventLog log, TenantId tenant, String until, Path folder) throws IOException {
        Moment moment = Moments.parse(log, tenant, until);
        Reconstruction reconstruction = new Reconstruction(log, tenant);
        reconstruction.read(moment);
        reconstruction.write(folder);
        return new Written(reconstruction.streams.size(), reconstruction.events);
    }

    private void read(Moment moment) {
        HybridTime clock = HybridTime.ZERO;
        String commit = "";
        while (true) {
            List<RecordedEvent> page = log.commits(tenant, clock, commit, PAGE);
            for (RecordedEvent event : page) {
                if (!moment.has(event)) {
                    return;
                }
                streams.computeIfAbsent(event.envelope().stream(), stream -> new Folded<>(Traced.fold(stream.type())))
                        .take(event);
                events++;
            }
            if (page.isEmpty()) {
                return;
            }
            clock = page.getLast().envelope().clock();
            commit = page.getLast().commitId();
        }
    }

    private void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new IOException(folder + " isn't empty");
            }
        }
        TreeMap<String, byte[]> sums = new TreeMap<>();
        for (Map.Entry<StreamId, Folded<?>> stream : streams.entrySet()) {
            String name = stream.getKey().nameInTenant() + ".json";
            byte[] text = text(stream.getKey(), stream.getValue());
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, text);
            sums.put(name, sha256(text));
        }
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(HexFormat.of().formatHex(sum))
                .append("  ")
                .append(name)
                .append('\n'));
        Files.writeString(folder.resolve("SHA256SUMS"), lines);
    }

    private static byte[] text(StreamId stream, Folded<?> folded) {
        RecordedEvent last = folded.last();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("stream", stream.toString());
        content.put("sequence", last.envelope().sequence());
        content.put("clock", last.envelope().clock().value());
        content.put("event", last.envelope().id().value());
        content.put("sha256", last.digest());
        content.put("state", TREE.of(folded.state));
        return (JSON.writeValueAsString(content).replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> sealed(Personal value) {
        return value instanceof Personal.Sealed sealed
                ? Map.of("personal", "sealed", "from", sealed.context())
                : Map.of("personal", "sealed");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Folded<S> {
        private final Fold<S, ?> fold;
        private @Nullable S state;
        private @Nullable RecordedEvent last;

        Folded(Fold<S, ?> fold) {
            this.fold = fold;
        }

        void take(RecordedEvent event) {
            state = fold.apply(state, event.event());
            last = event;
        }

        RecordedEvent last() {
            if (last == null) {
                throw new IllegalStateException("a stream without events");
            }
            return last;
        }
    }
}
