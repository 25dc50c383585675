package dev.symbolon.admin.resource;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Bounds;
import dev.symbolon.admin.http.Calls;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/tenants/{tenant}/resources}: the APIs that tokens are for. */
@RestController
@RequestMapping("/admin/v1/tenants/{tenant}/resources")
final class ResourceEndpoint {
    private final Calls calls;

    ResourceEndpoint(Calls calls) {
        this.calls = calls;
    }

    record ScopeBody(@Nullable String name, @Nullable String consentText) {}

    record NewResource(
            @Nullable String audience,
            @Nullable String name,
            @Nullable List<@Nullable ScopeBody> scopes,
            @Nullable Integer accessTokenSeconds) {}

    record ResourceView(
            String id, String audience, String name, List<ScopeBody> scopes, Optional<Long> accessTokenSeconds) {
        static ResourceView of(ResourceId id, ResourceMetadata metadata) {
            return new ResourceView(
                    id.value(),
                    metadata.audience(),
                    metadata.name(),
                    metadata.scopes().stream()
                            .map(scope -> new ScopeBody(scope.name(), scope.consentText()))
                            .toList(),
                    metadata.accessToken().map(Duration::toSeconds));
        }
    }

    @PostMapping
    ResponseEntity<ResourceView> register(@PathVariable String tenant, @RequestBody NewResource body) {
        TenantId id = Calls.tenant(tenant);
        ResourceMetadata metadata = metadata(body);
        ResourceId resource = new ResourceId(calls.freshId());
        Optional<Position> position = calls.in(
                id,
                reading -> calls.commit(reading, new ResourceCommand.Register(id, resource, metadata, calls.now())));
        return Calls.created(
                "/admin/v1/tenants/" + tenant + "/resources/" + resource.value(),
                position,
                ResourceView.of(resource, metadata));
    }

    @GetMapping("/{resource}")
    ResponseEntity<ResourceView> read(@PathVariable String tenant, @PathVariable String resource) {
        ResourceId id = Calls.id("resource", resource, ResourceId::new);
        return Calls.done(
                Optional.empty(),
                calls.in(
                        Calls.tenant(tenant),
                        reading -> reading.state(ResourceState.FOLD, id)
                                .map(state -> ResourceView.of(id, state.metadata()))
                                .orElseThrow(() -> AdminRefusal.unknown("resource"))));
    }

    private static ResourceMetadata metadata(NewResource body) {
        List<ResourceMetadata.Scope> scopes = Bounds.list("scopes", body.scopes(), 100).stream()
                .map(scope -> new ResourceMetadata.Scope(
                        Bounds.text("scope name", scope.name(), 100),
                        Bounds.text("consentText", scope.consentText(), 200)))
                .toList();
        return new ResourceMetadata(
                audience(Bounds.text("audience", body.audience(), 500)),
                Bounds.text("name", body.name(), 100),
                scopes,
                Optional.ofNullable(body.accessTokenSeconds()).map(ResourceEndpoint::lifetime));
    }

    /** RFC 8707 §2: an absolute URI without a fragment. */
    private static String audience(String text) {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute() && uri.getRawFragment() == null) {
                return text;
            }
        } catch (URISyntaxException _) {
            // The same answer as for a relative one.
        }
        throw AdminRefusal.invalid("bad-audience", "audience is an absolute URI without a fragment");
    }

    private static Duration lifetime(int seconds) {
        if (seconds < 30 || seconds > 86_400) {
            throw AdminRefusal.invalid("bad-lifetime", "accessTokenSeconds is 30 to 86400");
        }
        return Duration.ofSeconds(seconds);
    }
}
