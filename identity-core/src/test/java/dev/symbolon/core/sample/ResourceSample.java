package dev.symbolon.core.sample;

import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An API: the hotel's bookings. */
public final class ResourceSample {

    public static final ResourceId ID = new ResourceId("bookings00000000000000000a");
    public static final String AUDIENCE = "https://api.grand-hotel.test/bookings";

    private TenantId tenant = Samples.TENANT;
    private ResourceId resource = ID;
    private String audience = AUDIENCE;
    private String name = "Bookings";
    private List<ResourceMetadata.Scope> scopes = List.of(
            new ResourceMetadata.Scope("bookings.read", "See your bookings"),
            new ResourceMetadata.Scope("bookings.write", "Book and cancel rooms for you"));
    private Optional<Duration> accessToken = Optional.empty();

    public ResourceSample in(TenantId other) {
        tenant = other;
        return this;
    }

    public ResourceSample withId(ResourceId id) {
        resource = id;
        return this;
    }

    public ResourceSample named(String text) {
        name = text;
        return this;
    }

    public ResourceSample withAudience(String uri) {
        audience = uri;
        return this;
    }

    public ResourceSample withScopes(String... names) {
        return withScopes(Arrays.stream(names)
                .map(scope -> new ResourceMetadata.Scope(scope, "Do what " + scope + " says"))
                .toList());
    }

    public ResourceSample withScopes(List<ResourceMetadata.Scope> given) {
        scopes = given;
        return this;
    }

    public ResourceSample withTokensFor(Duration life) {
        accessToken = Optional.of(life);
        return this;
    }

    public ResourceMetadata metadata() {
        return new ResourceMetadata(audience, name, scopes, accessToken);
    }

    public ResourceCommand.Register register() {
        return new ResourceCommand.Register(tenant, resource, metadata(), Samples.NOON);
    }

    public ResourceEvent.Registered registered() {
        return new ResourceEvent.Registered(tenant, resource, metadata(), Samples.NOON);
    }

    public ResourceCommand.Change change() {
        return new ResourceCommand.Change(tenant, resource, metadata(), Samples.NOON);
    }
}
