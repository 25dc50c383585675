package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.IdentityModel;
import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.Decisions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {
    private static final KeysInMemory KEYS = new KeysInMemory();
    private static final ClientId FIRST = new ClientId("first");
    private static final ClientId SECOND = new ClientId("second");

    private final InMemoryCommitLog log = new InMemoryCommitLog();
    private final Model model = new Model(IdentityModel.AGGREGATES, (bus, repositories) -> {
        IdentityModel.subscribe(bus, repositories);
        new AnnotationCommandHandlerAdapter<>(new ScriptHandler(bus, repositories)).subscribe(bus);
    });
    private final Node node = new Node(model, log, new EventCodec(KEYS.node().personalData()));

    /** A command whose handler is the test's. */
    private record Script(StreamId target, Task task) implements Command<Outcome> {}

    @FunctionalInterface
    private interface Task {
        void run(ScriptHandler handler) throws Exception;
    }

    private static final class ScriptHandler {
        private final CommandBus bus;
        private final Repositories repositories;

        ScriptHandler(CommandBus bus, Repositories repositories) {
            this.bus = bus;
            this.repositories = repositories;
        }

        @CommandHandler
        Outcome handle(Script script) throws Exception {
            script.task().run(this);
            return new Outcome.Done();
        }

        /** In a nested unit of work; throws what it throws. */
        void nested(Command<?> command) {
            Throwable[] thrown = new Throwable[1];
            bus.dispatch(new GenericCommandMessage<>(command), (_, result) -> thrown[0] = failure(result));
            if (thrown[0] != null) {
                throw new IllegalStateException("nested", thrown[0]);
            }
        }

        /** In the unit of work that runs. */
        void suspend(ClientId client) {
            record(
                    IdentityModel.aggregate(StreamType.CLIENT),
                    new ClientEvent.Suspended(TENANT, client, "script", Sample.NOW));
        }

        private <A extends EventSourced<S>, S> void record(AggregateType<A, S> type, DomainEvent event) {
            repositories.aggregates(type).at(event.stream()).execute(_ -> AggregateLifecycle.apply(event));
        }

        private static Throwable failure(CommandResultMessage<?> result) {
            return result.isExceptional() ? result.exceptionResult() : null;
        }
    }

    @BeforeEach
    void register() {
        node.send(Sample.registerClient(FIRST));
        node.send(Sample.registerClient(SECOND));
        node.log.appends.clear();
    }

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void nested_units_of_work_are_part_of_the_one_commit() {
        run(handler -> {
            handler.suspend(FIRST);
            handler.nested(script(inner -> inner.suspend(SECOND)));
            handler.nested(Sample.renameClient(FIRST, "Renamed"));
        });

        assertThat(node.log.appends).hasSize(1);
        assertThat(node.log.appends.getFirst().events())
                .extracting(StoredEvent::type)
                .containsExactly("client.suspended", "client.suspended", "client.changed");
        assertThat(active(FIRST)).isFalse();
        assertThat(active(SECOND)).isFalse();
    }

    @Test
    void what_is_published_while_the_commit_is_prepared_is_part_of_it() {
        run(handler -> {
            handler.suspend(FIRST);
            CurrentUnitOfWork.get().onPrepareCommit(_ -> {
                handler.suspend(SECOND);
                handler.nested(Sample.renameClient(SECOND, "Renamed"));
            });
        });

        assertThat(node.log.appends).hasSize(1);
        assertThat(node.log.appends.getFirst().events())
                .extracting(StoredEvent::type)
                .containsExactly("client.suspended", "client.suspended", "client.changed");
    }

    @Test
    void a_nested_unit_of_work_that_fails_takes_its_events_with_it_and_the_root_goes_on() {
        run(handler -> {
            handler.suspend(FIRST);
            assertThatThrownBy(() -> handler.nested(script(inner -> {
                        inner.suspend(SECOND);
                        inner.nested(Sample.renameClient(FIRST, "Lost"));
                        throw new IllegalStateException("inner");
                    })))
                    .hasMessage("nested");
            handler.nested(Sample.renameClient(FIRST, "Kept"));
        });

        assertThat(node.log.appends.getFirst().events())
                .extracting(event -> event.stream().id() + " " + event.type() + " " + event.sequence())
                .containsExactly("first client.suspended 1", "first client.changed 2");
        assertThat(active(SECOND)).isTrue();
        assertThat(state(FIRST).metadata().name()).isEqualTo("Kept");
    }

    @Test
    void a_handler_that_fails_writes_nothing_whatever_it_throws() {
        for (Exception thrown : new Exception[] {new IOException("checked"), new IllegalStateException("unchecked")}) {
            assertThatThrownBy(() -> run(handler -> {
                        handler.suspend(FIRST);
                        handler.nested(script(inner -> inner.suspend(SECOND)));
                        throw thrown;
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(node.log.appends).isEmpty();
            assertThat(active(FIRST)).isTrue();
            assertThat(active(SECOND)).isTrue();
        }
    }

    @Test
    void a_commit_that_fails_leaves_nothing_in_memory_and_no_lock() {
        failing(() -> {
            throw new LogUnavailableException("away", new IOException("away"));
        });
        failing(() -> {
            throw new StackOverflowError("deep");
        });
    }

    /** Axon finds such a deadlock, and lets one of the two go: its decision is run again, not given up. */
    @Test
    void of_two_commands_that_take_two_streams_crosswise_both_succeed_and_one_is_run_again() throws Exception {
        CyclicBarrier bothHaveTheirFirst = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> both = List.of(
                    threads.submit(() -> run(taking(FIRST, SECOND, bothHaveTheirFirst))),
                    threads.submit(() -> run(taking(SECOND, FIRST, bothHaveTheirFirst))));
            for (Future<?> one : both) {
                one.get(20, TimeUnit.SECONDS);
            }
        }

        assertThat(again("locked")).isPositive();
        assertThat(again("overtaken")).isZero();
        assertThat(node.log.appends)
                .hasSize(2)
                .allSatisfy(commit -> assertThat(commit.events()).hasSize(2));
        assertThat(active(FIRST)).isFalse();
        assertThat(active(SECOND)).isFalse();
    }

    private static Task taking(ClientId one, ClientId other, CyclicBarrier firstTaken) {
        AtomicBoolean ranBefore = new AtomicBoolean();
        return handler -> {
            handler.suspend(one);
            if (!ranBefore.getAndSet(true)) {
                firstTaken.await(10, TimeUnit.SECONDS);
            }
            handler.suspend(other);
        };
    }

    private double again(String why) {
        return node.meters.counter("symbolon.decisions.again", "why", why).count();
    }

    @Test
    void no_decision_is_made_inside_a_command() {
        assertThatThrownBy(() -> run(_ -> node.send(Sample.suspend(FIRST)))).isInstanceOf(IllegalStateException.class);
        assertThat(node.log.appends).isEmpty();
    }

    private void failing(Runnable fault) {
        node.log.beforeAppend = fault;
        assertThatThrownBy(() -> run(handler -> {
                    handler.suspend(FIRST);
                    handler.nested(script(inner -> inner.suspend(SECOND)));
                }))
                .isInstanceOfAny(Decisions.UndecidedException.class, IllegalStateException.class);
        node.log.beforeAppend = () -> {};
        assertThat(log.commits()).hasSize(2);
        // On another thread: a lock that was left behind would keep it out.
        Node.elsewhere(() -> {
            assertThat(active(FIRST)).isTrue();
            assertThat(node.send(Sample.renameClient(FIRST, "Room key"))).isEqualTo(new Outcome.Unchanged());
            assertThat(node.send(Sample.renameClient(SECOND, "Room key"))).isEqualTo(new Outcome.Unchanged());
        });
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    private void run(Task task) {
        node.send(script(task));
    }

    private static Script script(Task task) {
        return new Script(Node.stream(ClientState.FOLD, FIRST), task);
    }

    private boolean active(ClientId client) {
        return state(client).active();
    }

    private ClientState state(ClientId client) {
        return node.state(ClientState.FOLD, client).orElseThrow();
    }
}
