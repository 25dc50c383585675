package dev.symbolon.core.stream;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of streams: one for each aggregate. The name is part of every stored slot and never changes. */
public enum StreamType {
    REGISTRATION("registration"),
    TENANT("tenant"),
    CLIENT("client"),
    RESOURCE("resource"),
    USER("user"),
    CREDENTIAL("credential"),
    SESSION("session"),
    AUTHORIZATION("authorization"),
    DEVICE("device"),
    CONSENT("consent"),
    GRANT("grant"),
    SIGNING_KEYS("signing-keys"),
    REFUSALS("refusals"),
    ROLE("role"),
    GROUP("group"),
    ASSIGNMENTS("assignments"),
    INVITATION("invitation"),
    PROVIDER("provider"),
    AUDIT_READING("audit-reading"),
    AUDIT_POLICY("audit-policy");

    private static final Map<String, StreamType> BY_LABEL =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(StreamType::label, Function.identity()));

    private final String label;

    StreamType(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The type with that stored name; an unknown one is a bug or a newer version's data, and loud. */
    public static StreamType of(String label) {
        StreamType type = BY_LABEL.get(label);
        if (type == null) {
            throw new IllegalArgumentException("unknown stream type " + label);
        }
        return type;
    }
}
