package dev.symbolon.core.authorization;

import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;

/** A code as the log knows it: the hash of what the client will get, good until {@code expiresAt}. */
public record NewCode(SecretHash hash, Instant expiresAt) {}
