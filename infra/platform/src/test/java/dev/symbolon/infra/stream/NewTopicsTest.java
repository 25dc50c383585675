package dev.symbolon.infra.stream;

import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.StoredCommit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NewTopicsTest {
    private static final int MESSAGES = 1_000;

    /** Numbers out of order, new epochs, leaders unknown: all of it would be a warning. */
    @Test
    void nodes_that_start_on_a_new_broker_all_at_once_have_nothing_to_complain_of() {
        List<String> complaints = new CopyOnWriteArrayList<>();
        var listening = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                    complaints.add(event.getFormattedMessage());
                }
            }
        };
        listening.start();
        Logger producers = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.producer");
        producers.addAppender(listening);
        try (EmbeddedKafka broker = EmbeddedKafka.start();
                RelayToKafka one = new RelayToKafka(broker.servers(), "one");
                RelayToKafka two = new RelayToKafka(broker.servers(), "two");
                RelayToKafka three = new RelayToKafka(broker.servers(), "three")) {
            AtomicBoolean enough = new AtomicBoolean();
            List<Thread> nodes = List.of(
                    publishing(one, "one", enough), publishing(two, "two", enough), publishing(three, "three", enough));
            Await.until(
                    "every node publishes",
                    () -> StreamContents.of(broker.servers(), RelayTopics.CONTROL)
                                    .size()
                            > MESSAGES);
            enough.set(true);
            nodes.forEach(NewTopicsTest::join);
        } finally {
            producers.detachAppender(listening);
        }
        assertThat(complaints).isEmpty();
    }

    private static Thread publishing(RelayToKafka relay, String writer, AtomicBoolean enough) {
        StreamId stream = aStream(aTenant());
        return Thread.ofVirtual().start(() -> {
            for (int i = 1; !enough.get(); i++) {
                relay.publish(
                        new StoredCommit(
                                writer + i,
                                stream.tenant(),
                                HybridTime.atMillis(System.currentTimeMillis()),
                                new Position(stream.tenant(), writer, 1, i),
                                List.of(aControlEvent(stream, i))),
                        _ -> {});
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        });
    }

    private static void join(Thread node) {
        try {
            node.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
