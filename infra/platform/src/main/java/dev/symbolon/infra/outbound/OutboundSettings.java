package dev.symbolon.infra.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of outbound calls: {@code symbolon.outbound.*}.
 *
 * @param allowedLoopback loopback IP literals that may be called, by http too: for development only
 * @param deadline        for a whole call, from the look-up of the name to the last byte
 * @param largest         bytes of an answer's body
 * @param concurrent      calls under way at once; more fail at once
 */
@ConfigurationProperties("symbolon.outbound")
public record OutboundSettings(
        @DefaultValue Set<String> allowedLoopback,
        @DefaultValue("5s") Duration deadline,
        @DefaultValue("65536") int largest,
        @DefaultValue("64") int concurrent) {
    // Literals only, so that no resolver is asked what an entry means.
    private static final Pattern LITERAL = Pattern.compile("127(\\.[0-9]{1,3}){3}|::1");

    public OutboundSettings {
        allowedLoopback = Set.copyOf(allowedLoopback);
        if (!allowedLoopback.stream().allMatch(it -> LITERAL.matcher(it).matches())) {
            throw new IllegalArgumentException("symbolon.outbound.allowed-loopback holds loopback IP literals only");
        }
    }

    boolean allows(InetAddress address) {
        return address.isLoopbackAddress()
                && allowedLoopback.stream().anyMatch(it -> literal(it).equals(address));
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
