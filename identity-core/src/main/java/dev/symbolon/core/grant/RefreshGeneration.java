package dev.symbolon.core.grant;

import dev.symbolon.core.identifier.SecretHash;
import java.time.Instant;

/**
 * One link of a refresh family. Its secret is HMAC-SHA-256(tenant's refresh key, grant id ‖ generation), so that a retry
 * gets the same successor though only the hash is kept.
 */
public record RefreshGeneration(long generation, SecretHash hash, Instant idleExpiresAt) {}
