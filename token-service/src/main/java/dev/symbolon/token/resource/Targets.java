package dev.symbolon.token.resource;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.ports.decision.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The APIs that a client may reach, each with those of its scopes that the client was given and that still exist. */
public record Targets(List<Target> all) {

    /** One API. */
    public record Target(ResourceState resource, List<String> scopes) {
        public String audience() {
            return resource.metadata().audience();
        }
    }

    public Targets {
        all = List.copyOf(all);
    }

    public static Targets of(Reading reading, ClientState client) {
        List<Target> all = new ArrayList<>();
        for (Permission permission : client.metadata().permissions()) {
            reading.state(ResourceState.FOLD, permission.resource()).ifPresent(resource -> {
                List<String> scopes = resource.metadata().scopes().stream()
                        .map(ResourceMetadata.Scope::name)
                        .filter(permission.scopes()::contains)
                        .toList();
                all.add(new Target(resource, scopes));
            });
        }
        return new Targets(all);
    }

    /** Those that the request names (RFC 8707 §2), all when it names none; empty when one isn't here. */
    public Optional<Targets> named(List<String> audiences) {
        if (audiences.isEmpty()) {
            return Optional.of(this);
        }
        List<Target> named = all.stream()
                .filter(target -> audiences.contains(target.audience()))
                .toList();
        boolean known = audiences.stream()
                .allMatch(uri ->
                        named.stream().anyMatch(target -> target.audience().equals(uri)));
        return known ? Optional.of(new Targets(named)) : Optional.empty();
    }

    /** Those that are for one of the audiences. */
    public Targets among(Collection<String> audiences) {
        return new Targets(all.stream()
                .filter(target -> audiences.contains(target.audience()))
                .toList());
    }

    /** Those that have one of the scopes. */
    public Targets with(Collection<String> scopes) {
        return new Targets(all.stream()
                .filter(target -> target.scopes().stream().anyMatch(scopes::contains))
                .toList());
    }

    public List<String> scopes() {
        return all.stream()
                .flatMap(target -> target.scopes().stream())
                .distinct()
                .toList();
    }

    public List<String> audience() {
        return all.stream().map(Target::audience).distinct().toList();
    }

    /** The shortest that the tenant's policy or one of the APIs asks for. */
    public Duration life(Duration policy) {
        return Stream.concat(
                        Stream.of(policy),
                        all.stream().flatMap(target -> target.resource().metadata().accessToken().stream()))
                .min(Duration::compareTo)
                .orElseThrow();
    }
}
