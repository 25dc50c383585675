package dev.symbolon.admin.console;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the console: {@code symbolon.console.*}.
 *
 * @param tokenService where this service itself reaches the tenants' issuers, where that isn't how browsers reach them
 * @param idle         a session unused for so long is over
 * @param life         a session as old as this is over
 */
@ConfigurationProperties("symbolon.console")
public record ConsoleSettings(
        Optional<URI> tokenService,
        @DefaultValue("30m") Duration idle,
        @DefaultValue("8h") Duration life) {}
