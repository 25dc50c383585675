package dev.symbolon.infra.stream;

import dev.symbolon.infra.view.Visits;
import java.time.Duration;

/** The projections in a JVM of their own, which follow and rebuild until they are killed, or until their input ends. */
public final class ChildProjector {
    /** Arguments: database, brokers, consumer group. */
    public static void main(String[] arguments) throws Exception {
        StreamNode node = new StreamNode(arguments[0], Duration.ofSeconds(10), arguments[1]);
        node.rebuilder(node.runner(
                arguments[2],
                new LaneSettings(2_000, 40, 4, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10)),
                new Visits()));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        System.exit(0);
    }

    private ChildProjector() {}
}
