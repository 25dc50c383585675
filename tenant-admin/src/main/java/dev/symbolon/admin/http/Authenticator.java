package dev.symbolon.admin.http;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.access.Callers;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says who a bearer token belongs to. */
@Component
final class Authenticator {
    private static final int LONGEST_TOKEN = 8 * 1024;

    private final Optional<byte[]> testToken;
    private final Callers callers;

    Authenticator(AdminSettings settings, Callers callers) {
        this.testToken = settings.operatorTokenSha256().map(HexFormat.of()::parseHex);
        this.callers = callers;
    }

    Caller caller(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw wrongToken();
        }
        if (testToken.filter(hash -> MessageDigest.isEqual(sha256(token), hash)).isPresent()) {
            return new Caller(
                    TenantId.SYSTEM,
                    Optional.of(new UserId("operator-of-tests")),
                    new ClientId("tests"),
                    Set.of(AdminPermission.values()),
                    Set.of(AdminPermission.values()));
        }
        return callers.bearer(token).orElseThrow(Authenticator::wrongToken);
    }

    static AdminRefusal wrongToken() {
        return AdminRefusal.unauthenticated("token-wrong", "the bearer token isn't one for this API");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
