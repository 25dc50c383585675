package dev.symbolon.token.logout;

import dev.symbolon.admission.jwt.IdTokenClaims;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.Urls;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A logout request on its way through the checks. Mutable, of one request and one thread. */
final class LogoutDraft {
    final Parameters parameters;
    final Reading reading;
    final ServedTenant tenant;
    final IdTokenHints hints;

    /** An ID token of ours, expired or not; it proves that whoever asks was once given it. */
    @Nullable
    IdTokenClaims hint;

    @Nullable
    ClientState client;

    @Nullable
    String redirectUri;

    LogoutDraft(Parameters parameters, Reading reading, ServedTenant tenant, IdTokenHints hints) {
        this.parameters = parameters;
        this.reading = reading;
        this.tenant = tenant;
        this.hints = hints;
    }

    Optional<ClientState> asking() {
        return Optional.ofNullable(client);
    }

    Optional<IdTokenClaims> hinted() {
        return Optional.ofNullable(hint);
    }

    /** Where the browser goes at last, with the client's state: RP-Initiated Logout §3. */
    Optional<String> target() {
        return Optional.ofNullable(redirectUri)
                .map(uri -> parameters
                        .value("state")
                        .map(state -> Urls.withQuery(uri, "state=" + Urls.encode(state)))
                        .orElse(uri));
    }
}
