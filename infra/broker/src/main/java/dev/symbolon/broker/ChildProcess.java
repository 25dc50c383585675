package dev.symbolon.broker;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The child's side of a process that belongs to another: it says {@code ready} on its standard output, and ends in order
 * when its standard input does, as it does when its parent is gone, however that ended.
 */
public final class ChildProcess {
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean ready;

    private ChildProcess() {}

    /** Begins to watch. Ctrl-C in a terminal reaches children too: they wait for their parent's word. */
    public static ChildProcess watchParent() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        ChildProcess child = new ChildProcess();
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            drain(System.in);
            if (!child.ready) {
                // Nobody uses it yet: it ends as it would by a crash, rather than hold its folder until it is up.
                Runtime.getRuntime().halt(1);
            }
            child.stop.countDown();
        });
        return child;
    }

    /** Tells the parent, and waits until it wants no more. */
    public void readyUntilStopped() throws InterruptedException {
        ready = true;
        System.out.println("ready");
        System.out.flush();
        stop.await();
    }

    private static void drain(InputStream in) {
        byte[] ignored = new byte[64];
        try {
            while (in.read(ignored) >= 0) {
                // Nobody says anything here: only the end counts.
            }
        } catch (IOException _) {
            // A broken pipe is an end, too.
        }
    }
}
