package dev.symbolon.embedded;

import java.nio.file.Path;

/** Where a store keeps its data and where it listens; port 0 takes a free one. */
public record EmbeddedStoreSettings(Path data, String host, int port, Durability durability) {

    /** A store on a free port of the loopback interface. */
    public static EmbeddedStoreSettings local(Path data, Durability durability) {
        return new EmbeddedStoreSettings(data, "127.0.0.1", 0, durability);
    }
}
