package dev.symbolon.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a broker, says the broker's process id, and waits to be killed. */
final class Parent {
    public static void main(String[] arguments) throws Exception {
        BrokerProcess broker = BrokerProcess.start(Path.of(arguments[0]));
        System.out.println(broker.process().pid());
        System.out.println("started");
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private Parent() {}
}
