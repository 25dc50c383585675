package dev.symbolon.core.aggregate;

import static dev.symbolon.core.sample.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreTest {

    @Test
    void there_is_one_kind_of_aggregate_for_each_kind_of_stream() {
        assertThat(IdentityModel.AGGREGATES)
                .extracting(AggregateType::streamType)
                .containsExactlyInAnyOrder(StreamType.values());
    }

    @ParameterizedTest
    @EnumSource(StreamType.class)
    void aggregates_are_nobody_elses_business(StreamType type) {
        Class<?> aggregate = IdentityModel.aggregate(type).type();
        assertThat(Modifier.isFinal(aggregate.getModifiers())).isTrue();
        assertThat(Modifier.isPublic(aggregate.getModifiers())).isFalse();
        assertThat(Arrays.stream(aggregate.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers())))
                .as("state that a snapshot wouldn't keep")
                .isEmpty();
    }

    @Test
    void an_aggregate_comes_back_from_its_state_alone() {
        TenantState state = TenantState.FOLD.apply(null, aTenant().onboarded());
        assertThat(again(TenantState.AGGREGATE, aTenant().onboarded().stream().toString(), state))
                .contains(state);
    }

    @Test
    void an_event_of_another_stream_is_refused_loudly() {
        AggregateType<?, TenantState> tenants = TenantState.AGGREGATE;
        EventSourced<TenantState> sourced = tenants.restore("elsewhere/tenant/elsewhere", null);
        assertThatThrownBy(
                        () -> sourced.on(aTenant().withId(new TenantId("here")).onboarded()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static <A extends EventSourced<S>, S> Optional<S> again(AggregateType<A, S> type, String stream, S state) {
        return type.state(type.restore(stream, state));
    }
}
