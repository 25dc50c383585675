package dev.symbolon.admin.signingkey;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.secret.KeyVault;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/signing-keys}. There are few of them: the list is whole. */
@Component
public final class KeyEndpoint {
    private final Orders orders;
    private final PrivateHalves halves;
    private final CryptoProvider crypto = CryptoProvider.jdk();

    KeyEndpoint(Orders orders, KeyVault vault) {
        this.orders = orders;
        this.halves = new PrivateHalves(vault);
    }

    public record Rotation(
            @Field(
                    value = "Whose key is replaced",
                    example = "ES256",
                    required = true,
                    among = {"ES256", "RS256"})
            @Nullable
            String algorithm) {}

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "leaked", required = true) @Nullable
            String reason) {}

    public record KeyView(
            @Field(value = "Its kid", example = "8m2n4p6q8r0s2t4v6w8x0y2z4a")
            String id,

            @Field("What it signs by") String algorithm,
            @Field("When it was made") Instant createdAt,

            @Field("From when on it signs: others must have it in their key sets by then")
            Instant signsFrom,

            @Field("Until when it is in the key set, once another signs instead")
            Optional<Instant> publishedUntil,

            @Field("Whether it is no longer trusted") boolean revoked) {
        static KeyView of(KeyRingState.Key key) {
            return new KeyView(
                    key.id().value(),
                    key.algorithm().name(),
                    key.createdAt(),
                    key.signsFrom(),
                    key.publishedUntil(),
                    key.revoked());
        }
    }

    public record KeyRingView(
            @Field("All keys, oldest first") List<KeyView> keys) {
        static KeyRingView of(KeyRingState ring) {
            return new KeyRingView(ring.keys().stream().map(KeyView::of).toList());
        }
    }

    public Answer read(Call call) {
        return orders.in(call.tenant(), this::shown);
    }

    /** A successor now: it signs when others have had time to fetch it. */
    public Answer rotate(Call call, Rotation body) {
        SigningAlgorithm algorithm = SigningAlgorithm.valueOf(requireNonNull(body.algorithm()));
        Successor successor = new Successor(call, algorithm);
        Answer answer = orders.renew(call, KeyRingState.FOLD, KeyRingId.ONLY, successor::offer, KeyRingView::of);
        successor.settle();
        return answer;
    }

    /** Emergency: out of the key set at once; a successor that signs at once takes its place. */
    public Answer revoke(Call call, Reason body) {
        KeyId id = call.id("key", KeyId::new);
        TenantId tenant = call.tenant();
        SigningAlgorithm algorithm = orders.in(
                tenant,
                reading -> ring(reading).keys().stream()
                        .filter(key -> key.id().equals(id))
                        .map(KeyRingState.Key::algorithm)
                        .findFirst()
                        .orElseThrow(() -> AdminRefusal.unknown("key")));
        Answer revoked = orders.change(
                call,
                KeyRingState.FOLD,
                KeyRingId.ONLY,
                (_, _) -> new SigningKeyCommand.Revoke(tenant, id, requireNonNull(body.reason()), call.at()),
                KeyRingView::of);
        KeyRingState ring = orders.in(tenant, KeyEndpoint::ring);
        halves.destroyRevoked(ring, id, call.at());
        boolean bare = ring.signing(algorithm, call.at()).isEmpty();
        return bare ? revoked.also(offer(call, algorithm)) : revoked;
    }

    private Optional<Position> offer(Call call, SigningAlgorithm algorithm) {
        Successor successor = new Successor(call, algorithm);
        Optional<Position> position =
                orders.in(call.tenant(), reading -> orders.commitBesides(call, reading, successor.offer(reading)));
        successor.settle();
        return position;
    }

    /** A key that may become the next, made when it is known to be needed: a decision may run again. */
    private final class Successor {
        private final Call call;
        private final SigningAlgorithm algorithm;
        private final KeyId id = new KeyId(orders.freshId());
        private @Nullable String publicKey;

        Successor(Call call, SigningAlgorithm algorithm) {
            this.call = call;
            this.algorithm = algorithm;
        }

        SigningKeyCommand.Offer offer(Reading reading) {
            TokenPolicy policy = Orders.known(reading).tokenPolicy();
            return new SigningKeyCommand.Offer(
                    call.tenant(),
                    id,
                    algorithm,
                    kept(),
                    Duration.ZERO,
                    policy.jwksCache(),
                    longest(policy),
                    call.at());
        }

        private String kept() {
            String known = publicKey;
            if (known != null) {
                return known;
            }
            KeyPair pair = crypto.generate(algorithm);
            halves.keep(call.tenant(), id, pair.getPrivate());
            String made = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(pair.getPublic().getEncoded());
            publicKey = made;
            return made;
        }

        /** Once it is known what came of the offer: where another is on its way to sign already, this one goes. */
        void settle() {
            if (publicKey == null) {
                return;
            }
            halves.settle(orders.in(call.tenant(), KeyEndpoint::ring), id, call.at());
        }
    }

    private Answer shown(Reading reading) {
        return Answer.of(KeyRingView.of(ring(reading)), orders.version(reading, KeyRingState.FOLD, KeyRingId.ONLY));
    }

    private static Duration longest(TokenPolicy policy) {
        return policy.accessToken().compareTo(policy.idToken()) > 0 ? policy.accessToken() : policy.idToken();
    }

    private static KeyRingState ring(Reading reading) {
        return reading.state(KeyRingState.FOLD, KeyRingId.ONLY)
                .orElseGet(() -> new KeyRingState(reading.tenant(), List.of()));
    }
}
