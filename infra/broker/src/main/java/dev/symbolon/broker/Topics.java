package dev.symbolon.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The two topics of the platform. Kept seven days; full rebuilds come from the store. */
final class Topics {
    private static final List<NewTopic> TOPICS = List.of(
            new NewTopic("symbolon.events", 12, (short) 1).configs(Map.of("retention.ms", "604800000")),
            new NewTopic("symbolon.control", 1, (short) 1).configs(Map.of("retention.ms", "604800000")));

    /** Makes those that are missing. A mark in the folder spares later starts the question. */
    static void ensure(Path folder, int port) throws IOException, InterruptedException, TimeoutException {
        Path mark = folder.resolve("symbolon-topics");
        if (Files.exists(mark)) {
            return;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            var created = admin.createTopics(TOPICS).values();
            for (var topic : created.values()) {
                awaitCreated(topic.toCompletionStage().toCompletableFuture());
            }
        }
        Files.createFile(mark);
    }

    private static void awaitCreated(CompletableFuture<Void> topic) throws InterruptedException, TimeoutException {
        try {
            topic.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("a topic can't be made", e.getCause());
            }
        }
    }

    private Topics() {}
}
