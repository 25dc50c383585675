package dev.symbolon.infra.decision;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.axonframework.commandhandling.CommandBus;

/** What there is to decide: every kind of aggregate, and who takes which command. */
final class Model {
    private final List<AggregateType<?, ?>> aggregates;
    private final BiConsumer<CommandBus, Repositories> subscriptions;
    private final Map<StreamType, Fold<?, ?>> folds = new EnumMap<>(StreamType.class);

    Model(List<AggregateType<?, ?>> aggregates, BiConsumer<CommandBus, Repositories> subscriptions) {
        this.aggregates = List.copyOf(aggregates);
        this.subscriptions = subscriptions;
        for (AggregateType<?, ?> aggregate : aggregates) {
            if (folds.put(aggregate.streamType(), aggregate.fold()) != null) {
                throw new IllegalStateException("two aggregates for " + aggregate.streamType());
            }
        }
    }

    static Model identity() {
        return new Model(IdentityModel.AGGREGATES, IdentityModel::subscribe);
    }

    List<AggregateType<?, ?>> aggregates() {
        return aggregates;
    }

    void subscribe(CommandBus bus, Repositories repositories) {
        subscriptions.accept(bus, repositories);
    }

    Fold<?, ?> fold(StreamType type) {
        Fold<?, ?> fold = folds.get(type);
        if (fold == null) {
            throw new IllegalStateException("no aggregate for " + type);
        }
        return fold;
    }
}
