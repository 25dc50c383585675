package dev.symbolon.admin.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.resource.ResourceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/resources}: the APIs that tokens are for. */
@Component
public final class ResourceEndpoint {
    private final Orders orders;
    private final Lists lists;

    ResourceEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record ResourceSettings(
            @Field(
                    value = "aud of its tokens and the value of resource (RFC 8707); never changes",
                    example = "https://rooms.grand-hotel.example",
                    required = true,
                    settled = true,
                    longest = 500)
            @Nullable
            String audience,

            @Field(value = "Its name", example = "Rooms", required = true, longest = 100) @Nullable
            String name,

            @Field("What can be permitted of it") @Nullable List<@Nullable ScopeBody> scopes,

            @Field(
                    value = "Life of its access tokens, where it differs from the policy's",
                    least = 30,
                    greatest = 86_400)
            @Nullable
            Integer accessTokenSeconds) {}

    public record ScopeBody(
            @Field(value = "Its name, unique in the tenant", example = "rooms:read", required = true, longest = 100)
            @Nullable
            String name,

            @Field(value = "In what words people are asked for it", example = "See your bookings", required = true)
            @Nullable
            String consentText) {}

    public record ResourceView(
            @Field(value = "Its id", example = "6k0m2n4p6q8r0s2t4v6w8x0y2z")
            String id,

            @JsonUnwrapped ResourceSettings settings) {
        static ResourceView of(ResourceState state) {
            return new ResourceView(state.resource().value(), ResourceEndpoint.settings(state.metadata()));
        }
    }

    public Answer list(Call call) {
        return lists.page(call, ResourceState.FOLD, ResourceId::new, ResourceView::of);
    }

    public Answer register(Call call, ResourceSettings body) {
        ResourceId resource = new ResourceId(orders.freshId());
        return orders.begin(
                call,
                ResourceState.FOLD,
                resource,
                _ -> new ResourceCommand.Register(call.tenant(), resource, metadata(body), call.at()),
                ResourceView::of);
    }

    public Answer read(Call call) {
        return orders.show(call, ResourceState.FOLD, resource(call), (_, state) -> ResourceView.of(state));
    }

    public Answer change(Call call) {
        return orders.change(
                call,
                ResourceState.FOLD,
                resource(call),
                (_, state) -> {
                    if (PlatformApi.of(state.resource()).isPresent()) {
                        throw AdminRefusal.decided("platform-owned");
                    }
                    ResourceSettings settings = call.patched(settings(state.metadata()), ResourceSettings.class);
                    return new ResourceCommand.Change(state.tenant(), state.resource(), metadata(settings), call.at());
                },
                ResourceView::of);
    }

    private static ResourceSettings settings(ResourceMetadata metadata) {
        return new ResourceSettings(
                metadata.audience(),
                metadata.name(),
                metadata.scopes().stream()
                        .<@Nullable ScopeBody>map(scope -> new ScopeBody(scope.name(), scope.consentText()))
                        .toList(),
                metadata.accessToken()
                        .map(life -> Math.toIntExact(life.toSeconds()))
                        .orElse(null));
    }

    /** What says that it is the platform's own is refused, whatever else it is. */
    private static ResourceMetadata metadata(ResourceSettings body) {
        List<@Nullable ScopeBody> scopes = body.scopes() == null ? List.<@Nullable ScopeBody>of() : body.scopes();
        ResourceMetadata metadata = new ResourceMetadata(
                requireNonNull(body.audience()),
                requireNonNull(body.name()),
                scopes.stream()
                        .map(scope -> requireNonNull(scope))
                        .map(scope -> new ResourceMetadata.Scope(
                                requireNonNull(scope.name()), requireNonNull(scope.consentText())))
                        .toList(),
                Optional.ofNullable(body.accessTokenSeconds()).map(Duration::ofSeconds));
        if (metadata.ofPlatform()) {
            throw AdminRefusal.decided("reserved-audience");
        }
        return metadata;
    }

    private static ResourceId resource(Call call) {
        return call.id("resource", ResourceId::new);
    }
}
