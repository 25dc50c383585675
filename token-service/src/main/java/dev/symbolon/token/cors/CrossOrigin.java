package dev.symbolon.token.cors;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Lets the pages of a single-page app read what an endpoint answers to that very app. No cookie counts at these endpoints,
 * so none is let through either.
 */
public final class CrossOrigin {
    /** What a page may read besides the body. */
    private static final String EXPOSED = "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

    private final Decisions decisions;

    public CrossOrigin(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Lets that page read whatever the answer will be, if it is the client's own: it is said first, so that it holds for
     * a refusal and for a failure too.
     *
     * @param clientId whom the request says it comes from: unproven will do, for the answer tells no more than the request
     *                 earned, and the browser keeps it from the pages of other origins
     */
    public void open(
            HttpServletRequest request, HttpServletResponse response, ServedTenant tenant, Optional<String> clientId) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        clientId.filter(Identifier::wellFormed)
                .flatMap(id ->
                        decisions.glance(tenant.id(), reading -> reading.state(ClientState.FOLD, new ClientId(id))))
                .filter(client -> Origins.has(client.metadata(), origin))
                .ifPresent(_ -> {
                    response.setHeader("Access-Control-Allow-Origin", origin);
                    response.setHeader("Access-Control-Expose-Headers", EXPOSED);
                });
    }
}
