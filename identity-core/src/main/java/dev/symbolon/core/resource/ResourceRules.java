package dev.symbolon.core.resource;

import dev.symbolon.core.scope.ScopeName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What no API can be registered with: each fault is a stable code. */
final class ResourceRules {

    private static final int AUDIENCE_LENGTH = 2048;
    private static final int TEXT_LENGTH = 500;
    private static final int NAME_LENGTH = 100;
    private static final int SCOPES = 100;

    static Optional<String> fault(ResourceMetadata m) {
        if (!audience(m.audience())) {
            return Optional.of("audience");
        }
        if (m.name().isBlank() || m.name().length() > NAME_LENGTH) {
            return Optional.of("name");
        }
        if (m.accessToken()
                .filter(life -> !life.isPositive() || life.compareTo(Duration.ofDays(1)) > 0)
                .isPresent()) {
            return Optional.of("access-token-life");
        }
        if (!m.ofPlatform()
                && m.scopes().stream().anyMatch(scope -> scope.name().startsWith(ScopeName.PLATFORM))) {
            return Optional.of("reserved-scope");
        }
        return scopeFault(m.scopes());
    }

    private static Optional<String> scopeFault(List<ResourceMetadata.Scope> scopes) {
        List<String> names = scopes.stream().map(ResourceMetadata.Scope::name).toList();
        if (names.size() > SCOPES) {
            return Optional.of("too-many-scopes");
        }
        if (names.stream().distinct().count() < names.size()) {
            return Optional.of("duplicate-scope");
        }
        if (!names.stream().allMatch(ScopeName::wellFormed)) {
            return Optional.of("scope-syntax");
        }
        if (names.stream().anyMatch(ScopeName.OPENID_CONNECT::contains)) {
            return Optional.of("reserved-scope");
        }
        boolean texts = scopes.stream()
                .map(ResourceMetadata.Scope::consentText)
                .allMatch(text -> !text.isBlank() && text.length() <= TEXT_LENGTH);
        return texts ? Optional.empty() : Optional.of("consent-text");
    }

    /** RFC 8707 §2: an absolute URI without a fragment. */
    private static boolean audience(String text) {
        if (text.length() > AUDIENCE_LENGTH || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private ResourceRules() {}
}
