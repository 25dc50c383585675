package dev.symbolon.token.session;

import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a browser brings along for one tenant.
 *
 * @param session  the session cookie's value, not yet believed
 * @param binding  the secret that this browser's forms are bound to
 * @param language what the person reads
 * @param newBinding whether the binding was made just now, so that its cookie is to be set
 */
public record Browser(Optional<OpaqueValue> session, String binding, boolean newBinding, Language language) {
    public static final String SESSION = "symbolon-session";
    static final String BINDING = "symbolon-browser";

    public static Browser of(HttpServletRequest request, Cookies cookies, Randomness randomness) {
        Optional<String> binding = cookies.read(request, BINDING).filter(value -> value.length() == 43);
        return new Browser(
                cookies.read(request, SESSION).flatMap(OpaqueValue::parse),
                binding.orElseGet(() -> randomness.secret().reveal()),
                binding.isEmpty(),
                Language.of(List.of(), request));
    }

    /**
     * The person signed in with this browser; empty when the session is over, its secret is another, or all that the person
     * had was taken away since.
     */
    public Optional<LiveSession> signedIn(Reading reading, TenantState tenant, Instant now) {
        return session.flatMap(value -> reading.state(SessionState.FOLD, new SessionId(value.streamId()))
                .filter(state -> state.secret().matches(value.secretHash()))
                .filter(state -> state.liveAt(now, tenant.loginPolicy().sessionIdle()))
                .flatMap(state -> reading.state(UserState.FOLD, state.user())
                        .filter(user -> user.status() == UserState.Status.ACTIVE)
                        .filter(user -> !state.outdated(user, reading.state(CredentialState.FOLD, state.user())))
                        .map(user -> new LiveSession(state, user))));
    }

    /** What handles hold of the binding, so that they open in this browser only. */
    public String bindingHash() {
        return SecretHash.of(binding).value();
    }

    public String bindingCookie(Cookies cookies, ServedTenant tenant) {
        return cookies.set(BINDING, binding, tenant.path(), Optional.empty());
    }

    @Override
    public String toString() {
        return "Browser[…]";
    }
}
