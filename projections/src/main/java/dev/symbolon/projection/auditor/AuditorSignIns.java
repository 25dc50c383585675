package dev.symbolon.projection.auditor;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.projection.AuditSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Auditors sign in where they are known: at the platform's own tenant, or at the one whose trail they read. */
@Component
public final class AuditorSignIns {
    /** The same client in every tenant. */
    private static final String CLIENT = "audit-pages";

    private final Issuer issuer;
    private final HybridClock clock;
    private final String pages;

    AuditorSignIns(Issuer issuer, HybridClock clock, AuditSettings settings) {
        this.issuer = issuer;
        this.clock = clock;
        this.pages = settings.publicBase() + "/auditor/";
    }

    /** @param request where the browser goes, which must come back with that sign-in */
    public record Begun(SignIn signIn, URI request) {}

    /** What the token endpoint gave: an access token for the audit trail. */
    public record Token(String slug, String access) {}

    /** Where the browser may be sent besides here. */
    public String origin() {
        return issuer.origin();
    }

    /** Empty when there is no such tenant. */
    public Optional<Begun> begin(String slug) {
        return issuer.published(slug).map(metadata -> {
            SignIn signIn =
                    SignIn.at(slug, CLIENT, pages + "callback", clock.now().instant());
            Scope scope = new Scope(OIDCScopeValue.OPENID.getValue());
            PlatformApi.AUDIT.permissions(slug.equals(TenantId.SYSTEM.value())).stream()
                    .map(AdminPermission::scope)
                    .forEach(scope::add);
            return new Begun(signIn, signIn.request(metadata, scope, Map.of("resource", PlatformApi.AUDIT.audience())));
        });
    }

    /**
     * The token that came of it.
     *
     * @param answer the address by which the browser came back
     * @throws SignIn.RefusedException when it isn't this sign-in's answer
     * @throws Issuer.RefusedException when the token endpoint refuses, or can't be reached
     */
    public Token finish(SignIn signIn, String answer) {
        SignIn.Done done = signIn.done(issuer, answer, Optional.empty(), JWSAlgorithm.ES256);
        return new Token(
                signIn.slug(), done.tokens().getOIDCTokens().getAccessToken().getValue());
    }

    /** Ends what the session stood for, on every node; the address by which the browser signs out there too. */
    public URI end(Token token) {
        OIDCProviderMetadata metadata = metadata(token.slug());
        issuer.revoke(metadata.getRevocationEndpointURI(), new ClientID(CLIENT), token.access());
        return URI.create(metadata.getEndSessionEndpointURI() + "?client_id=" + CLIENT + "&post_logout_redirect_uri="
                + URLEncoder.encode(pages + "signed-out", StandardCharsets.UTF_8));
    }

    private OIDCProviderMetadata metadata(String slug) {
        return issuer.published(slug)
                .orElseThrow(() -> new IllegalStateException("a sign-in at a tenant that isn't there: " + slug));
    }
}
