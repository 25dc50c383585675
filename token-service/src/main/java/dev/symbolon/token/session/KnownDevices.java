package dev.symbolon.token.session;

import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who signed in with a browser before, as a sealed cookie: a stranger's guesses are counted apart from theirs. */
public final class KnownDevices {
    private static final String COOKIE = "symbolon-device";
    private static final String PURPOSE = "device";
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int MOST = 5;

    private final Handles handles;
    private final Cookies cookies;
    private final HybridClock clock;

    public KnownDevices(Handles handles, Cookies cookies, HybridClock clock) {
        this.handles = handles;
        this.cookies = cookies;
        this.clock = clock;
    }

    List<String> of(HttpServletRequest request, ServedTenant tenant) {
        return cookies.read(request, COOKIE)
                .flatMap(handle ->
                        handles.open(tenant.id(), PURPOSE, handle, clock.now().instant()))
                .map(bytes -> List.of(new String(bytes, StandardCharsets.UTF_8).split(" ")))
                .orElse(List.of());
    }

    /** The cookie with that person among those known, the latest first. */
    String cookie(HttpServletRequest request, ServedTenant tenant, UserId user) {
        String known = Stream.concat(Stream.of(user.value()), of(request, tenant).stream())
                .distinct()
                .limit(MOST)
                .collect(Collectors.joining(" "));
        String handle = handles.seal(
                tenant.id(),
                PURPOSE,
                known.getBytes(StandardCharsets.UTF_8),
                clock.now().instant().plus(LIFE));
        return cookies.set(COOKIE, handle, tenant.path(), Optional.of(LIFE));
    }
}
