package dev.symbolon.infra.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.user.UserState;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.infra.serialization.SampleEvents;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateJsonTest {
    private static final KeysInMemory KEYS = new KeysInMemory();

    private final EventCodec codec = new EventCodec(KEYS.node().personalData());
    private final StateJson json = new StateJson();

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    static Stream<AggregateType<?, ?>> aggregates() {
        return IdentityModel.AGGREGATES.stream();
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void every_state_comes_back_from_a_snapshot_as_it_was(AggregateType<?, ?> aggregate) {
        List<?> states = states(aggregate.fold());
        assertThat(states).isNotEmpty();
        for (Object state : states) {
            byte[] written = json.write(state, aggregate.fold().state());
            assertThat((Object) json.read(written, aggregate.fold().state())).isEqualTo(state);
        }
    }

    @Test
    void clear_personal_data_can_not_be_written() {
        DomainEvent registered = SampleEvents.BY_NAME.get("user.registered");
        UserState clear = UserState.FOLD.apply(null, registered);
        assertThat(clear.profile().login()).isInstanceOf(Personal.Clear.class);
        assertThatThrownBy(() -> json.write(clear, UserState.class)).hasMessageContaining("clear personal data");
    }

    /** As the samples make them, in the order of the catalogue and each alone, where that can be. */
    private <S> List<S> states(Fold<S, ?> fold) {
        List<S> states = new ArrayList<>();
        S state = null;
        for (EventCatalogue.Entry entry : EventCatalogue.entries()) {
            DomainEvent event = SampleEvents.BY_NAME.get(entry.name());
            if (fold.events().isInstance(event)) {
                try {
                    state = fold.apply(state, stored(event));
                    states.add(state);
                } catch (IllegalStateException _) {
                    // It can't follow the one before: an approval that was denied, say.
                }
            }
        }
        return states;
    }

    private DomainEvent stored(DomainEvent event) {
        byte[] bytes = codec.encode(SampleEvents.envelope(event), event);
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            return codec.decode(bytes, sha256, "c", VerifiedDecisionsTest.POSITION)
                    .event();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
