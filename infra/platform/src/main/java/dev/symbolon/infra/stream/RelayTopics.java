package dev.symbolon.infra.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics as they must be before anything is sent: a cluster that makes them by itself would make other ones. */
final class RelayTopics {
    static final String EVENTS = "symbolon.events";
    static final String CONTROL = "symbolon.control";

    static final int PARTITIONS = 12;
    private static final String WEEK = Long.toString(TimeUnit.DAYS.toMillis(7));

    /** Makes those that are missing; an operator's own numbers are left alone. */
    static void ensure(String bootstrap) throws ExecutionException, InterruptedException, TimeoutException {
        Properties settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        try (Admin admin = Admin.create(settings)) {
            var made = admin.createTopics(List.of(topic(EVENTS, PARTITIONS, WEEK), topic(CONTROL, 1, WEEK)));
            for (var topic : made.values().values()) {
                try {
                    topic.get(5, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            awaitLeaders(admin);
        }
    }

    /**
     * Until the leader of each partition answers for it. A topic exists before its leaders know: of a producer's first
     * messages, all in flight at once, some would be refused by a leader that doesn't know yet and the next be taken by
     * the same one a moment later, which puts them out of order and has the producer start its numbering anew.
     */
    private static void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription topic : admin.describeTopics(List.of(EVENTS, CONTROL))
                .allTopicNames()
                .get(5, TimeUnit.SECONDS)
                .values()) {
            topic.partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        admin.listOffsets(ends).all().get(5, TimeUnit.SECONDS);
    }

    /** The same for readers, which try again later. */
    static void await(String bootstrap) {
        try {
            ensure(bootstrap);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topics can't be made now", e);
        }
    }

    private static NewTopic topic(String name, int partitions, String retentionMillis) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        retentionMillis,
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE));
    }

    private RelayTopics() {}
}
