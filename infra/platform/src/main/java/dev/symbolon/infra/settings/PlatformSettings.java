package dev.symbolon.infra.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service reaches what it stands on: {@code symbolon.*}.
 *
 * @param node           name of this process, unique among those alive; a letter, then letters, digits and hyphens
 * @param mongodb        URI of the default cell, with the database's name
 * @param cells          further cells by name, each a URI with the database's name
 * @param kafka          bootstrap servers
 * @param masterKeyFile  32 bytes in base64, wrapping all other keys
 * @param writerLease    how long a writer's heartbeat may stand still before another node takes its backlog over
 * @param dayKeyRetention how long addresses and user agents that belong to nobody known can be read; a day at least
 */
@ConfigurationProperties("symbolon")
public record PlatformSettings(
        String node,
        String mongodb,
        @DefaultValue Map<String, String> cells,
        String kafka,
        Path masterKeyFile,
        @DefaultValue("10s") Duration writerLease,
        @DefaultValue("30d") Duration dayKeyRetention) {
    public PlatformSettings {
        if (dayKeyRetention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("symbolon.day-key-retention is a day at least");
        }
        cells = Map.copyOf(cells);
    }
}
