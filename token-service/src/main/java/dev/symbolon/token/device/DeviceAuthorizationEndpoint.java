package dev.symbolon.token.device;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.client.AuthenticatedClient;
import dev.symbolon.token.client.ClientRequests;
import dev.symbolon.token.client.TokenRequest;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Takes a device's request (RFC 8628 §3.1) and lets it wait for a person. It decides nothing and writes no event: the
 * request is one when somebody answers it.
 */
@Controller
final class DeviceAuthorizationEndpoint {
    private static final String ENDPOINT = "device-authorization";
    private static final Set<String> REPEATABLE = Set.of("resource");
    private static final int LONGEST_VALUE = 2048;

    private final Decisions decisions;
    private final WaitingDevices waiting;
    private final DeviceCodes codes;
    private final DeviceLimits limits;
    private final RequestLimits requestLimits;
    private final ClientRequests requests;
    private final Randomness randomness;
    private final HybridClock clock;

    DeviceAuthorizationEndpoint(
            Decisions decisions,
            WaitingDevices waiting,
            DeviceCodes codes,
            DeviceLimits limits,
            RequestLimits requestLimits,
            ClientRequests requests,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.waiting = waiting;
        this.codes = codes;
        this.limits = limits;
        this.requestLimits = requestLimits;
        this.requests = requests;
        this.randomness = randomness;
        this.clock = clock;
    }

    private sealed interface Checked {
        record Good(ClientState client, AskedAccess asked) implements Checked {}

        record Refused(ProtocolError error) implements Checked {}
    }

    @PostMapping("/t/{slug}/device_authorization")
    void ask(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Before the client proves itself, for a public one proves nothing.
        limits.takeRequest(tenant.id(), Exchange.address(request), clock.now().instant());
        requestLimits.take(tenant);
        TokenRequest presented = ClientRequests.read(request);
        Answer answer =
                switch (check(tenant, presented)) {
                    case Checked.Good good ->
                        Answer.json(200, Json.write(waiting(tenant, request, presented.parameters(), good)));
                    case Checked.Refused(ProtocolError error) -> refused(request, tenant, presented, error);
                };
        answer.notStored().send(response);
    }

    private Checked check(ServedTenant tenant, TokenRequest presented) {
        Optional<ProtocolError> fault = ClientRequests.malformed(presented.parameters(), REPEATABLE, LONGEST_VALUE);
        if (fault.isPresent()) {
            return new Checked.Refused(fault.get());
        }
        Consumer<ClientState> count = requestLimits.once(tenant);
        return decisions.decide(tenant.id(), reading -> check(reading, presented, count));
    }

    private Checked check(Reading reading, TokenRequest presented, Consumer<ClientState> count) {
        Tenants.active(reading);
        // RFC 8628 §3.1: clients authenticate as they do at the token endpoint.
        return switch (AuthenticatedClient.of(presented, reading, clock.now().instant())) {
            case AuthenticatedClient.Unproven(ProtocolError error) -> new Checked.Refused(error);
            case AuthenticatedClient.Proven(ClientState client) -> {
                count.accept(client);
                if (!client.metadata().grantTypes().contains(GrantType.DEVICE_CODE)) {
                    yield refusal("unauthorized_client", "The client wasn't given this grant.", "grant-not-given");
                }
                Parameters parameters = presented.parameters();
                AskedAccess asked =
                        AskedAccess.of(reading, client, parameters.words("scope"), parameters.values("resource"));
                yield asked.fault().<Checked>map(Checked.Refused::new).orElseGet(() -> new Checked.Good(client, asked));
            }
        };
    }

    private Map<String, Object> waiting(
            ServedTenant tenant, HttpServletRequest request, Parameters parameters, Checked.Good good) {
        AuthorizationId id = new AuthorizationId(randomness.identifier());
        Secret secret = randomness.secret();
        Instant now = clock.now().instant();
        Instant expiresAt = now.plus(limits.life());
        String client = good.client().client().value();
        UserCode userCode = waiting.add(
                tenant.id(),
                new WaitingDevice(
                        id.value(),
                        client,
                        good.asked().scopes(),
                        parameters.values("resource"),
                        secret.hash().value(),
                        Exchange.address(request),
                        now.toEpochMilli(),
                        expiresAt.toEpochMilli()));
        String code =
                codes.seal(tenant.id(), new DeviceCode(id.value(), secret.reveal(), client, expiresAt.toEpochMilli()));
        String page = tenant.issuer() + "/device";
        String query = "user_code=" + Urls.encode(userCode.shown());
        // RFC 8628 §3.2
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", code);
        answer.put("user_code", userCode.shown());
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "?" + query);
        answer.put("verification_uri_qr", page + "/qr?" + query);
        answer.put("expires_in", limits.life().toSeconds());
        answer.put("interval", limits.interval().toSeconds());
        return answer;
    }

    private static Checked refusal(String code, String text, String detail) {
        return new Checked.Refused(ProtocolError.direct(code, text, detail));
    }

    private Answer refused(
            HttpServletRequest request, ServedTenant tenant, TokenRequest presented, ProtocolError error) {
        requests.record(tenant, request, ENDPOINT, Optional.empty(), error.operatorDetail());
        return ClientRequests.refused(tenant, presented, ENDPOINT, error);
    }
}
