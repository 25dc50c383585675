package dev.symbolon.token.signingkey;

import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The tenant's published keys (RFC 7517 §5). */
@Controller
final class JwksEndpoint {
    private record KeySet(List<Map<String, String>> keys, Duration cache) {}

    private final Decisions decisions;
    private final SigningKeys signingKeys;
    private final PublicHalves halves;
    private final HybridClock clock;

    JwksEndpoint(Decisions decisions, SigningKeys signingKeys, PublicHalves halves, HybridClock clock) {
        this.decisions = decisions;
        this.signingKeys = signingKeys;
        this.halves = halves;
        this.clock = clock;
    }

    @GetMapping("/t/{slug}/jwks")
    void jwks(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        KeySet set = decisions.decide(tenant.id(), this::published);
        if (set.keys.isEmpty()) {
            // A new tenant's first visitor makes its first key, so that a client can start with a full set.
            signingKeys.offerWhereDue(tenant.id(), SigningAlgorithm.ES256);
            set = decisions.decide(tenant.id(), this::published);
        }
        answer(set, request.getHeader("If-None-Match")).send(response);
    }

    private static Answer answer(KeySet set, @Nullable String known) {
        byte[] body = Json.write(Map.of("keys", set.keys));
        String tag =
                "\"" + SecretHash.of(new String(body, StandardCharsets.UTF_8)).value() + "\"";
        Answer answer = tag.equals(known) ? new Answer(304, List.of(), new byte[0]) : Answer.json(200, body);
        return answer.with("ETag", tag)
                .with("Cache-Control", "public, max-age=" + set.cache.toSeconds())
                .with("Access-Control-Allow-Origin", "*");
    }

    private KeySet published(Reading reading) {
        Duration cache = reading.state(TenantState.FOLD, reading.tenant())
                .orElseThrow(HttpRefusal::unknownTenant)
                .tokenPolicy()
                .jwksCache();
        List<KeyRingState.Key> keys = SigningKeys.ring(reading)
                .map(ring -> ring.published(clock.now().instant()))
                .orElse(List.of());
        return new KeySet(
                keys.stream()
                        .map(key -> Jwk.of(key, halves.of(reading.tenant(), key)))
                        .toList(),
                cache);
    }
}
