package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and gives each a thread. */
final class WireServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);
    private static final int BACKLOG = 200;
    private static final int MAX_CONNECTIONS = 2_000;
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Function<Request, Document> commands;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private WireServer(ServerSocket listener, Function<Request, Document> commands) {
        this.listener = listener;
        this.commands = commands;
    }

    static WireServer listen(String host, int port, Function<Request, Document> commands) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new IOException("can't listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        WireServer server = new WireServer(listener, commands);
        Thread.ofPlatform().daemon().name("store-accept").start(server::accept);
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    LOG.warn("more than {} connections: one is refused", MAX_CONNECTIONS);
                    socket.close();
                } else {
                    socket.setTcpNoDelay(true);
                    start(socket);
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("a connection failed: {}", e.getMessage());
                }
            }
        }
    }

    private void start(Socket socket) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("store-connection-" + socket.getPort())
                .unstarted(() -> serve(socket));
        connections.put(socket, thread);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            new Connection(socket, commands).serve();
        } catch (SocketException e) {
            LOG.debug("a connection ended: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("a connection is closed: {}", e.getMessage());
        } finally {
            connections.remove(socket);
        }
    }

    /** Lets commands that have begun come to their end before it returns. */
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            for (Socket socket : connections.keySet()) {
                socket.shutdownInput();
            }
            long deadline = System.nanoTime() + CLOSE_WAIT_MILLIS * 1_000_000;
            for (Thread thread : connections.values()) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (IOException e) {
            LOG.debug("while closing: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
