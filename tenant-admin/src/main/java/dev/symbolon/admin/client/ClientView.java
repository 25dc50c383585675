package dev.symbolon.admin.client;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.symbolon.admin.http.Field;
import dev.symbolon.core.client.ClientState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A client as the API shows it; {@code secret} once, when it was made. */
public record ClientView(
        @Field(value = "Its client_id", example = "9b3n5m0q2r4s6v7x9y1z3a5c7e")
        String id,

        @JsonUnwrapped ClientSettings settings,
        @Field("Whether it may obtain tokens") boolean active,

        @Field("Its secrets, without the secret itself: two overlap while it is rotated")
        List<SecretView> secrets,

        @Field("What to know of it: what is allowed, and weaker than it could be")
        List<ClientWarning> warnings,

        @Field(value = "Its new secret", shownOnce = true) Optional<String> secret) {

    public record SecretView(
            @Field("Its id") String id,
            @Field("When it stops to count") Optional<Instant> expiresAt) {}

    static ClientView of(ClientState state, Optional<String> secret) {
        return new ClientView(
                state.client().value(),
                Metadata.settings(state.metadata()),
                state.active(),
                state.secrets().stream()
                        .map(each -> new SecretView(each.id(), each.expiresAt()))
                        .toList(),
                ClientWarning.of(state.metadata()),
                secret);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ClientView[" + id + "]";
    }
}
