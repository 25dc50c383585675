package dev.symbolon.token.session;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits for its person, as a sealed handle in their browser: nothing of it is stored.
 *
 * @param parameters    the request as it came; it is checked again when it goes on
 * @param binding       hash of the browser's binding: the handle opens in that browser only
 * @param session       who has just signed in for it, or is asked for consent
 * @param authorization the one that this will be, decided once, however often the handle is used
 * @param scopes        what the consent page showed
 * @param onward        where the person goes after signing in
 */
public record Pending(
        String parameters,
        String binding,
        @Nullable String session,
        @Nullable String authorization,
        @Nullable List<String> scopes,
        Onward onward) {
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Where a handle is used; one of one place opens at no other. */
    public enum Purpose {
        SIGN_IN("sign-in"),
        RESUME("resume"),
        CONSENT("consent"),
        DEVICE("device-answer"),
        LOGOUT("logout"),
        ACCOUNT("account");

        private final String seal;

        Purpose(String seal) {
            this.seal = seal;
        }
    }

    /** Pages that a person signs in for. */
    public enum Onward {
        AUTHORIZE,
        DEVICE,
        ACCOUNT;

        /** The page's path below the tenant's; authorize goes on by a handle of its own. */
        String path() {
            return switch (this) {
                case AUTHORIZE -> "/authorize/resume";
                case DEVICE -> "/device";
                case ACCOUNT -> "/account";
            };
        }
    }

    /** A request that goes on at the authorization endpoint. */
    public Pending(
            String parameters,
            String binding,
            @Nullable String session,
            @Nullable String authorization,
            @Nullable List<String> scopes) {
        this(parameters, binding, session, authorization, scopes, Onward.AUTHORIZE);
    }

    public static Pending signIn(String parameters, Browser browser) {
        return signIn(parameters, browser, Onward.AUTHORIZE);
    }

    public static Pending signIn(String parameters, Browser browser, Onward onward) {
        return new Pending(parameters, browser.bindingHash(), null, null, null, onward);
    }

    public String seal(Handles handles, TenantId tenant, Purpose purpose, Instant now) {
        return handles.seal(tenant, purpose.seal, Json.write(this), now.plus(LIFE));
    }

    /** Empty for another tenant's, page's or browser's handle, and for an altered or expired one. */
    public static Optional<Pending> open(
            Handles handles, TenantId tenant, Purpose purpose, String handle, Browser browser, Instant now) {
        return handles.open(tenant, purpose.seal, handle, now)
                .map(bytes -> Json.read(bytes, Pending.class))
                .filter(pending -> pending.binding.equals(browser.bindingHash()));
    }

    @Override
    public String toString() {
        return "Pending[…]";
    }
}
