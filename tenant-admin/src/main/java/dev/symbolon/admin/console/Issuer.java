package dev.symbolon.admin.console;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.admin.AdminSettings;
import dev.symbolon.core.tenant.Slug;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tenants' issuers, as any client knows them: by what they publish about themselves. */
@Component
public final class Issuer {
    private static final int PATIENCE_MS = 5000;
    private static final int MOST_BYTES = 256 * 1024;

    private final String base;
    private final String reached;

    Issuer(AdminSettings admin, ConsoleSettings console) {
        this.base = admin.issuerBase().toString();
        this.reached = console.tokenService().map(URI::toString).orElse(base);
    }

    /** What went wrong between the console and an issuer; its text may be shown. */
    public static final class RefusedException extends RuntimeException {
        RefusedException(String text, @Nullable Throwable cause) {
            super(text, cause);
        }
    }

    /** Where forms may lead a browser, besides the console itself. */
    String origin() {
        URI uri = URI.create(base);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    public String of(String slug) {
        return base + "/t/" + slug;
    }

    /** Empty for what is no tenant's name. */
    public Optional<OIDCProviderMetadata> published(String slug) {
        if (!Slug.wellFormed(slug)) {
            return Optional.empty();
        }
        try {
            HTTPRequest request = new HTTPRequest(
                    HTTPRequest.Method.GET,
                    reached(URI.create(of(slug) + "/.well-known/openid-configuration"))
                            .toURL());
            HTTPResponse answer = sent(request);
            if (answer.getStatusCode() != 200) {
                return Optional.empty();
            }
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBody());
            // OpenID Connect Discovery §4.3: it must be the issuer that was asked for.
            return Optional.of(metadata).filter(it -> it.getIssuer().getValue().equals(of(slug)));
        } catch (ParseException | MalformedURLException e) {
            throw new RefusedException("The sign-in service says something about itself that can't be read.", e);
        }
    }

    /** What the token endpoint answers; a refusal where it is none. */
    public OIDCTokenResponse tokens(TokenRequest request) {
        try {
            HTTPRequest plain = request.toHTTPRequest();
            HTTPRequest there = new HTTPRequest(
                    HTTPRequest.Method.POST, reached(plain.getURI()).toURL());
            there.setBody(plain.getBody());
            there.setContentType("application/x-www-form-urlencoded");
            if (plain.getAuthorization() != null) {
                there.setAuthorization(plain.getAuthorization());
            }
            TokenResponse answer = OIDCTokenResponseParser.parse(sent(there));
            if (!answer.indicatesSuccess()) {
                ErrorObject error = answer.toErrorResponse().getErrorObject();
                throw new RefusedException("The sign-in service refused: " + error.getCode() + ".", null);
            }
            return (OIDCTokenResponse) answer.toSuccessResponse();
        } catch (ParseException | MalformedURLException e) {
            throw new RefusedException("The sign-in service's answer can't be read.", e);
        }
    }

    /** Signature, issuer, audience, time and nonce (OpenID Connect Core §3.1.3.7). */
    public IDTokenClaimsSet verified(
            OIDCProviderMetadata from, ClientID client, JWSAlgorithm algorithm, JWT idToken, @Nullable Nonce nonce) {
        try {
            return new IDTokenValidator(
                            from.getIssuer(),
                            client,
                            algorithm,
                            reached(from.getJWKSetURI()).toURL(),
                            new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, MOST_BYTES))
                    .validate(idToken, nonce);
        } catch (Exception e) {
            throw new RefusedException("The ID token doesn't hold: " + e.getMessage(), e);
        }
    }

    /** Ends what the token belongs to (RFC 7009); whether it could be told or not, nobody waits for it. */
    public void revoke(URI endpoint, ClientID client, String token) {
        try {
            HTTPRequest request =
                    new HTTPRequest(HTTPRequest.Method.POST, reached(endpoint).toURL());
            request.setContentType("application/x-www-form-urlencoded");
            request.setBody("client_id=" + client.getValue() + "&token=" + token);
            HTTPResponse answer = sent(request);
            if (answer.getStatusCode() != 200) {
                throw new RefusedException("The sign-in service didn't end the session.", null);
            }
        } catch (ParseException | MalformedURLException e) {
            throw new RefusedException("The sign-in service can't be told.", e);
        }
    }

    private static HTTPResponse sent(HTTPRequest request) {
        request.setConnectTimeout(PATIENCE_MS);
        request.setReadTimeout(PATIENCE_MS);
        request.setFollowRedirects(false);
        try {
            return request.send();
        } catch (IOException e) {
            throw new RefusedException("The sign-in service can't be reached. Try again.", e);
        }
    }

    /** The same address, as this service gets there. */
    private URI reached(URI published) {
        String text = published.toString();
        if (!text.startsWith(base + "/")) {
            throw new RefusedException("The sign-in service names an address that isn't its own.", null);
        }
        return URI.create(reached + text.substring(base.length()));
    }
}
