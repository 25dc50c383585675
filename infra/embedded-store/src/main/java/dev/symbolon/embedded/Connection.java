package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One client's connection: reads a message, answers it, reads the next. A thread of its own costs less than handing over. */
final class Connection {

    static final int MAX_MESSAGE_BYTES = 48_000_000;

    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 1 << 1;
    private static final int EXHAUST_ALLOWED = 1 << 16;
    private static final int KEEP_BYTES = 1 << 20;
    private static final AtomicInteger NEXT_ID = new AtomicInteger();

    private final Socket socket;
    private final Function<Request, Document> commands;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    Connection(Socket socket, Function<Request, Document> commands) {
        this.socket = socket;
        this.commands = commands;
    }

    /** Returns when the client has gone. */
    void serve() throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        Bytes reply = new Bytes(4 * 1024);
        while (true) {
            if (!fill(in, HEADER)) {
                return;
            }
            int length = LittleEndian.getInt(buffer, 0);
            if (length < HEADER || length > MAX_MESSAGE_BYTES) {
                throw new IOException("a message of " + length + " bytes");
            }
            if (!fill(in, length)) {
                throw new EOFException("within a message");
            }
            reply.truncate(0);
            answer(length, reply);
            if (reply.length() > 0) {
                out.write(reply.array(), 0, reply.length());
            }
            filled -= length;
            System.arraycopy(buffer, length, buffer, 0, filled);
            if (buffer.length > KEEP_BYTES && filled < KEEP_BYTES) {
                buffer = Arrays.copyOf(buffer, KEEP_BYTES);
            }
            if (reply.array().length > KEEP_BYTES) {
                reply = new Bytes(4 * 1024);
            }
        }
    }

    /** Reads until the buffer has that many bytes; false at the end of the stream. */
    private boolean fill(InputStream in, int count) throws IOException {
        if (count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(count, Math.min(2 * buffer.length, MAX_MESSAGE_BYTES)));
        }
        while (filled < count) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    private void answer(int length, Bytes reply) throws IOException {
        int requestId = LittleEndian.getInt(buffer, 4);
        int opCode = LittleEndian.getInt(buffer, 12);
        reply.putIntLe(0);
        reply.putIntLe(NEXT_ID.incrementAndGet());
        reply.putIntLe(requestId);
        switch (opCode) {
            case OP_MSG -> message(length, reply);
            case OP_QUERY -> legacyQuery(length, reply);
            default -> throw new IOException("operation " + opCode + " is not supported");
        }
        if (reply.length() > 0) {
            reply.setIntLe(0, reply.length());
        }
    }

    private void message(int length, Bytes reply) throws IOException {
        int flags = LittleEndian.getInt(buffer, HEADER);
        if ((flags & 0xFFFF & ~(CHECKSUM_PRESENT | MORE_TO_COME)) != 0) {
            throw new IOException("message flags " + flags + " are not supported");
        }
        int end = (flags & CHECKSUM_PRESENT) != 0 ? length - 4 : length;
        Document body = null;
        Map<String, List<Request.Slice>> sequences = Map.of();
        int at = HEADER + 4;
        while (at < end) {
            byte kind = buffer[at++];
            if (kind == 0 && body == null) {
                int size = RawBson.validate(buffer, at, end);
                body = BsonReader.document(buffer, at);
                at += size;
            } else if (kind == 1) {
                sequences = sequences.isEmpty() ? new HashMap<>(4) : sequences;
                at = sequence(at, end, sequences);
            } else {
                throw new IOException("message section " + kind + " is not supported");
            }
        }
        if (body == null || body.isEmpty()) {
            throw new IOException("a message without a command");
        }
        Document answer = commands.apply(new Request(body, buffer, sequences));
        if ((flags & MORE_TO_COME) != 0 && (flags & EXHAUST_ALLOWED) == 0) {
            reply.truncate(0);
            return;
        }
        reply.putIntLe(OP_MSG);
        reply.putIntLe(0);
        reply.putByte(0);
        BsonWriter.document(answer, reply);
    }

    private int sequence(int start, int limit, Map<String, List<Request.Slice>> sequences) throws IOException {
        int size = LittleEndian.getInt(buffer, start);
        if (size < 5 || size > limit - start) {
            throw new IOException("a message section of " + size + " bytes");
        }
        int end = start + size;
        int at = RawBson.afterName(buffer, start + 4, end);
        String name = new String(buffer, start + 4, at - start - 5, StandardCharsets.UTF_8);
        List<Request.Slice> slices = new ArrayList<>();
        while (at < end) {
            int length = RawBson.validate(buffer, at, end);
            slices.add(new Request.Slice(at, length));
            at += length;
        }
        sequences.put(name, slices);
        return end;
    }

    /** The handshake of drivers, which still ask in the old way whether the server knows the new one. */
    private void legacyQuery(int length, Bytes reply) throws IOException {
        int at = RawBson.afterName(buffer, HEADER + 4, length);
        String collection = new String(buffer, HEADER + 4, at - HEADER - 5, StandardCharsets.UTF_8);
        at += 8;
        RawBson.validate(buffer, at, length);
        Document body = BsonReader.document(buffer, at);
        if (!collection.endsWith(".$cmd") || body.isEmpty()) {
            throw new IOException("a legacy query of " + collection + " is not supported");
        }
        body.put("$db", collection.substring(0, collection.length() - ".$cmd".length()));
        Document answer = commands.apply(new Request(body, buffer, Map.of()));
        reply.putIntLe(OP_REPLY);
        reply.putIntLe(8);
        reply.putLongLe(0);
        reply.putIntLe(0);
        reply.putIntLe(1);
        BsonWriter.document(answer, reply);
    }
}
