package dev.symbolon.infra.log;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Stands between a driver and its store, and loses what it is told to lose. */
public final class CutProxy implements AutoCloseable {
    /** What happens to one insert of commits. */
    public enum Fate {
        PASS,
        /** The connection breaks before the store sees the request. */
        CUT_BEFORE,
        /** The store does it, and the connection breaks before the answer. */
        CUT_AFTER,
        /** The request vanishes, and nobody says anything. */
        SILENCE_BEFORE,
        /** The store does it, and nobody says anything. */
        SILENCE_AFTER,
        /** The store does it, and says that it had no room for it. */
        DENY_AFTER
    }

    /** How a store fails all that are behind this at once. */
    public enum Outage {
        /** Every connection breaks, and none is begun. */
        AWAY,
        /** It takes what it is asked, and says nothing. */
        SILENT
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Function<String, Fate> fates = _ -> Fate.PASS;
    private volatile boolean away;
    private volatile boolean full;
    private boolean held;
    private int waiting;

    public CutProxy(int target) {
        try {
            this.target = target;
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Decides for each insert of commits from now on. */
    void fates(Supplier<Fate> each) {
        fates = _ -> each.get();
    }

    /** For the next insert of commits that has this in it, and for no other; what says whether it was met. */
    public BooleanSupplier once(String part, Fate fate) {
        AtomicBoolean met = new AtomicBoolean();
        fates = insert -> insert.contains(part) && met.compareAndSet(false, true) ? fate : Fate.PASS;
        return met::get;
    }

    public void begin(Outage outage) {
        switch (outage) {
            case AWAY -> goAway();
            case SILENT -> hold();
        }
    }

    /** Whatever was wrong with the store, it isn't any more. */
    public void mend() {
        full(false);
        comeBack();
        release();
    }

    /** Breaks every connection, and each that is begun until the store is back. */
    public void goAway() {
        away = true;
        sockets.forEach(CutProxy::close);
        sockets.clear();
    }

    public void comeBack() {
        away = false;
    }

    /** Whether inserts of commits are refused in the store's place, as if its disk were full. */
    public void full(boolean refusing) {
        full = refusing;
    }

    /** Lets nothing through to the store, and keeps it for later: as if this node stood still. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Requests that are being kept. */
    synchronized int waiting() {
        return waiting;
    }

    private synchronized void passGate() throws InterruptedException {
        waiting++;
        while (held) {
            wait();
        }
        waiting--;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    client.close();
                    continue;
                }
                Socket store = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                store.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(store);
                new Line(client, store).start();
                if (away) {
                    close(client);
                }
            } catch (IOException _) {
                // Closed, or a client that went away at once.
            }
        }
    }

    private final class Line {
        private final Socket client;
        private final Socket store;
        private volatile boolean mute;
        private volatile boolean cutAfter;
        private volatile boolean denyAfter;

        Line(Socket client, Socket store) {
            this.client = client;
            this.store = store;
        }

        void start() {
            Thread.ofVirtual().start(this::requests);
            Thread.ofVirtual().start(this::answers);
        }

        private void requests() {
            try (client;
                    store) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = store.getOutputStream();
                while (true) {
                    byte[] message = message(in);
                    passGate();
                    if (full && insertsCommits(message)) {
                        // Nobody else answers meanwhile: a driver sends the next request after the answer.
                        client.getOutputStream().write(denial(answering(message)));
                        continue;
                    }
                    switch (insertsCommits(message) ? fates.apply(text(message, message.length)) : Fate.PASS) {
                        case PASS -> out.write(message);
                        case CUT_BEFORE -> {
                            return;
                        }
                        case CUT_AFTER -> {
                            cutAfter = true;
                            out.write(message);
                        }
                        case SILENCE_BEFORE -> {}
                        case SILENCE_AFTER -> {
                            mute = true;
                            out.write(message);
                        }
                        case DENY_AFTER -> {
                            denyAfter = true;
                            out.write(message);
                        }
                    }
                }
            } catch (IOException _) {
                // One side is gone, and so is the other with it.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void answers() {
            try (client;
                    store) {
                DataInputStream in = new DataInputStream(store.getInputStream());
                OutputStream out = client.getOutputStream();
                while (true) {
                    byte[] message = message(in);
                    if (cutAfter) {
                        return;
                    }
                    if (denyAfter) {
                        denyAfter = false;
                        out.write(denial(message));
                    } else if (!mute) {
                        out.write(message);
                    }
                }
            } catch (IOException _) {
                // One side is gone, and so is the other with it.
            }
        }
    }

    /** The header of an answer to that request. */
    private static byte[] answering(byte[] request) {
        ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(request, 16)).order(ByteOrder.LITTLE_ENDIAN);
        return header.putInt(8, header.getInt(4)).array();
    }

    /** In place of an answer, one by which nothing was written. */
    private static byte[] denial(byte[] answer) {
        BsonDocument body = new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString("the disk of somebody has 0 MB left"))
                .append("code", new BsonInt32(14031))
                .append("codeName", new BsonString("OutOfDiskSpace"));
        ByteBuffer bytes = new RawBsonDocument(body, new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO();
        int head = 21;
        return ByteBuffer.allocate(head + bytes.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(answer, 0, 16)
                .putInt(0, head + bytes.remaining())
                .position(head)
                .put(bytes)
                .array();
    }

    private static byte[] message(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        if (head.length < 4) {
            throw new IOException("end");
        }
        int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] message = new byte[length];
        System.arraycopy(head, 0, message, 0, 4);
        if (in.readNBytes(message, 4, length - 4) < length - 4) {
            throw new IOException("end");
        }
        return message;
    }

    private static boolean insertsCommits(byte[] message) {
        return text(message, Math.min(message.length, 400)).contains("insert\0\u0008\0\0\0commits\0");
    }

    private static String text(byte[] message, int length) {
        return new String(message, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        release();
        listener.close();
        sockets.forEach(CutProxy::close);
    }
}
