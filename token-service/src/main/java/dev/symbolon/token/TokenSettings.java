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
 * @param device     devices without a keyboard
 * @param keyRound   how often this node looks whether signing keys are due
 */
@ConfigurationProperties("symbolon.token")
public record TokenSettings(
        URI issuerBase,
        @DefaultValue SignIn signIn,
        @DefaultValue Device device,
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

    /**
     * @param life     of a device code and its user code, an hour at most
     * @param interval least time between two polls
     * @param addressRequests      device requests that one address may send at once
     * @param addressRequestRefill time until it has one more
     * @param tenantRequests       device requests of a whole tenant at once: what this node lets wait in the store
     * @param tenantRequestRefill  time until it has one more
     * @param guesses              user codes that one address, and one person, may type at once
     * @param guessRefill          time until they have one more
     * @param tenantGuesses        user codes that everybody in a tenant may type at once
     * @param tenantGuessRefill    time until they have one more
     */
    public record Device(
            @DefaultValue("10m") Duration life,
            @DefaultValue("5s") Duration interval,
            @DefaultValue("60") int addressRequests,
            @DefaultValue("2s") Duration addressRequestRefill,
            @DefaultValue("1000") int tenantRequests,
            @DefaultValue("50ms") Duration tenantRequestRefill,
            @DefaultValue("20") int guesses,
            @DefaultValue("30s") Duration guessRefill,
            @DefaultValue("600") int tenantGuesses,
            @DefaultValue("1s") Duration tenantGuessRefill) {
        public Device {
            if (life.compareTo(Duration.ofHours(1)) > 0 || interval.isZero()) {
                throw new IllegalArgumentException(
                        "symbolon.token.device.life is an hour at most, and interval isn't zero");
            }
        }
    }

    boolean secure() {
        return issuerBase.toString().startsWith("https://");
    }
}
