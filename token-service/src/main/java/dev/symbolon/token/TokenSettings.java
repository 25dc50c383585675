package dev.symbolon.token;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service needs to know: {@code symbolon.token.*}.
 *
 * @param issuerBase where tenants' issuers begin, such as {@code https://id.example.com}: issuers and links come from
 *                   here, never from a request's Host header. With https, cookies are Secure
 * @param signIn     limits of signing in
 * @param keyRound   how often this node looks whether signing keys are due
 */
@ConfigurationProperties("symbolon.token")
public record TokenSettings(
        URI issuerBase,
        @DefaultValue SignIn signIn,
        @DefaultValue("60s") Duration keyRound) {
    public TokenSettings {
        String text = issuerBase.toString();
        if (!text.startsWith("https://") && !text.startsWith("http://") || text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "symbolon.token.issuer-base is an http or https URI without a final slash");
        }
    }

    /**
     * @param addressBurst  tries that one address has at once
     * @param addressRefill time until it has one more
     * @param queue         sign-ins that may wait for a hashing thread; more are sent away
     * @param refusalStep   refusals leave on multiples of this after their arrival
     */
    public record SignIn(
            @DefaultValue("100") int addressBurst,
            @DefaultValue("2s") Duration addressRefill,
            @DefaultValue("64") int queue,
            @DefaultValue("200ms") Duration refusalStep) {}

    boolean secure() {
        return issuerBase.toString().startsWith("https://");
    }
}
