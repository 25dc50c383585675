package dev.symbolon.core.audit;

import java.time.Duration;
import java.util.Optional;

/** @param retention how far back read models go; empty for as far as the log */
public record AuditPolicy(Optional<Duration> retention) {
    public static final AuditPolicy STANDARD = new AuditPolicy(Optional.empty());
}
