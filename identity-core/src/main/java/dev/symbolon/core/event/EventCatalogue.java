package dev.symbolon.core.event;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event that there is, by catalogue name and version. The sealed interfaces are the list. */
public final class EventCatalogue {

    /** One event type at its newest version. */
    public record Entry(
            String name,
            int version,
            boolean control,
            boolean voids,
            Class<? extends DomainEvent> type,
            String aggregate) {}

    private static final List<Entry> ENTRIES = collect();
    private static final Map<String, Entry> BY_NAME =
            ENTRIES.stream().collect(Collectors.toUnmodifiableMap(Entry::name, Function.identity()));
    private static final Map<Class<?>, Entry> BY_TYPE =
            ENTRIES.stream().collect(Collectors.toUnmodifiableMap(Entry::type, Function.identity()));

    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entry of that name; an unknown one is loud, because skipping an event is losing data. */
    public static Entry named(String name) {
        Entry entry = BY_NAME.get(name);
        if (entry == null) {
            throw new UnknownEventException(name);
        }
        return entry;
    }

    public static Entry of(Class<? extends DomainEvent> type) {
        Entry entry = BY_TYPE.get(type);
        if (entry == null) {
            throw new IllegalArgumentException(type + " is no catalogued event");
        }
        return entry;
    }

    /** The log holds an event that this version of the platform doesn't know. */
    public static final class UnknownEventException extends RuntimeException {
        UnknownEventException(String name) {
            super("unknown event " + name);
        }
    }

    private static List<Entry> collect() {
        List<Entry> entries = new ArrayList<>();
        for (Class<?> aggregate : DomainEvent.class.getPermittedSubclasses()) {
            for (Class<?> type : aggregate.getPermittedSubclasses()) {
                EventType mark = type.getAnnotation(EventType.class);
                if (mark == null || !Modifier.isFinal(type.getModifiers()) || !type.isRecord()) {
                    throw new IllegalStateException(type + " must be a record with @EventType");
                }
                if (mark.voids() && !mark.control()) {
                    throw new IllegalStateException(type + " voids, and other nodes wouldn't hear of it");
                }
                entries.add(new Entry(
                        mark.name(),
                        mark.version(),
                        mark.control(),
                        mark.voids(),
                        type.asSubclass(DomainEvent.class),
                        aggregate.getSimpleName()));
            }
        }
        return List.copyOf(entries);
    }

    private EventCatalogue() {}
}
