package dev.symbolon.core.client;

import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;
import java.util.Optional;

/** One of a client's secrets: two overlap while it is rotated. */
public record ClientSecret(String id, SecretHash hash, Optional<Instant> expiresAt) {}
