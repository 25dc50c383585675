package dev.symbolon.standalone.demo;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's service client, by the credentials that were made at the first start: its access tokens for one of the
 * platform's own APIs (RFC 6749 §4.4, RFC 8707).
 */
final class Automation {
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final int PATIENCE_MS = 20_000;

    private final URI tokenEndpoint;
    private final Path credentials;
    private final URI api;
    private String token = "";
    private long until = System.nanoTime();

    Automation(URI tokenEndpoint, Path credentials, URI api) {
        this.tokenEndpoint = tokenEndpoint;
        this.credentials = credentials;
        this.api = api;
    }

    /** What only its owner knows. */
    String secret() throws IOException {
        return read().path("automationClientSecret").asString();
    }

    /** A token that counts for a minute at least. */
    String token() throws IOException {
        if (until - System.nanoTime() <= 0) {
            renew();
        }
        return token;
    }

    private void renew() throws IOException {
        JsonNode known = read();
        HTTPRequest request = new TokenRequest.Builder(
                        tokenEndpoint,
                        new ClientSecretBasic(
                                new ClientID(known.path("automationClientId").asString()),
                                new Secret(known.path("automationClientSecret").asString())),
                        new ClientCredentialsGrant())
                .resources(api)
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(PATIENCE_MS);
        request.setReadTimeout(PATIENCE_MS);
        try {
            AccessToken given =
                    AccessTokenResponse.parse(request.send()).getTokens().getAccessToken();
            token = given.getValue();
            until = System.nanoTime()
                    + Duration.ofSeconds(given.getLifetime()).minus(EARLY).toNanos();
        } catch (ParseException e) {
            throw new StepFailedException("the service client got no token", e);
        }
    }

    private JsonNode read() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(credentials));
    }
}
