package dev.symbolon.token.authorization;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which redirect URI a request may name: RFC 9700 §4.1.3, the exact string of a registered one. */
final class RedirectUris {
    // RFC 8252 §7.3: a native app learns its port when it starts. IP literals only: what localhost means is up to
    // somebody's resolver.
    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1]))(?::([1-9][0-9]{0,4}))?(/.*)?");

    static boolean registered(List<String> registered, String presented) {
        return registered.contains(presented)
                || portless(presented)
                        .map(wanted -> registered.stream()
                                .anyMatch(uri -> portless(uri).equals(Optional.of(wanted))))
                        .orElse(false);
    }

    private static Optional<String> portless(String uri) {
        Matcher form = LOOPBACK.matcher(uri);
        if (!form.matches() || form.group(2) != null && Integer.parseInt(form.group(2)) > 65_535) {
            return Optional.empty();
        }
        return Optional.of(form.group(1) + (form.group(3) == null ? "" : form.group(3)));
    }

    private RedirectUris() {}
}
