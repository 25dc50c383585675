package dev.symbolon.token.client;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Form;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all endpoints share at which clients prove themselves: how a request is read, and how it is refused. */
public final class ClientRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRequests.class);

    private final RefusalLog refusals;
    private final HybridClock clock;

    public ClientRequests(RefusalLog refusals, HybridClock clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    /** @throws HttpRefusal when it isn't a form, or has parameters in its URI */
    public static TokenRequest read(HttpServletRequest request) throws IOException {
        // RFC 6749 §2.3.1: credentials, codes and tokens must not be in the request URI.
        if (Form.inUri(request)) {
            throw HttpRefusal.malformed("Parameters belong in the body.");
        }
        List<String> authorization = Collections.list(request.getHeaders("Authorization"));
        if (authorization.size() > 1) {
            throw HttpRefusal.malformed("There is more than one Authorization header.");
        }
        return new TokenRequest(Form.body(request), authorization.stream().findFirst());
    }

    /** @param repeatable those that their RFC allows more than once */
    public static Optional<ProtocolError> malformed(Parameters parameters, Set<String> repeatable, int longestValue) {
        if (parameters.repeated(repeatable).isPresent()) {
            // RFC 6749 §3.2: "Request and response parameters MUST NOT be included more than once."
            return Optional.of(ProtocolError.direct(
                    "invalid_request", "A parameter is given more than once.", "repeated-parameter"));
        }
        return parameters
                .longerThan(longestValue)
                .map(_ -> ProtocolError.direct("invalid_request", "A parameter is too long.", "long-parameter"));
    }

    /** Counts a refusal that no aggregate has written down. */
    public void record(
            ServedTenant tenant, HttpServletRequest request, String endpoint, Optional<String> client, String detail) {
        refusals.refused(
                tenant.id(),
                detail,
                new RefusalEvent.Sample(
                        endpoint,
                        client,
                        Optional.empty(),
                        Personal.of(Exchange.address(request)),
                        clock.now().instant(),
                        Correlation.current()));
    }

    /** The error response of RFC 6749 §5.2. */
    public static Answer refused(ServedTenant tenant, TokenRequest presented, String endpoint, ProtocolError error) {
        LOG.debug("Refused at {}: {} {}", endpoint, error.code(), error.operatorDetail());
        boolean unproven = error.code().equals("invalid_client");
        Answer answer = error(unproven ? 401 : 400, error);
        // A client that tried by header is told the scheme.
        return unproven && presented.authorization().isPresent()
                ? answer.with("WWW-Authenticate", "Basic realm=\"" + tenant.issuer() + "\", charset=\"UTF-8\"")
                : answer;
    }

    public static Answer error(int status, ProtocolError error) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.code());
        body.put("error_description", error.publicText());
        return Answer.json(status, Json.write(body));
    }
}
