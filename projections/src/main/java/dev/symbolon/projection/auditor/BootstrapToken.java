package dev.symbolon.projection.auditor;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.AuditSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The token whose hash is in the settings, where one is: for tests without a token service. */
final class BootstrapToken implements AuditorTokens {
    private static final Auditor BEARER = new Auditor(
            new Actor.Operator(new UserId("bootstrap-auditor")),
            Optional.empty(),
            Set.of(Auditor.Right.PERSONAL_DATA, Auditor.Right.OPERATE));

    private final Optional<byte[]> expected;

    BootstrapToken(AuditSettings settings) {
        this.expected = settings.tokenSha256().map(HexFormat.of()::parseHex);
    }

    @Override
    public Optional<Auditor> bearer(String token) {
        return expected.filter(hash -> MessageDigest.isEqual(sha256(token), hash))
                .map(_ -> BEARER);
    }

    @Override
    public Optional<Auditor> session(String token, Instant began) {
        return bearer(token);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
