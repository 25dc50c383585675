package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What isn't a well-formed message ends its own connection and nothing else. */
class WireTest {

    private static final int OP_MSG = 2013;

    @Test
    void nonsense_closes_the_connection_and_leaves_the_store_as_it_was(@TempDir Path folder) throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            things.insertOne(new Document("_id", 1));
            Random random = new Random(3);
            byte[] noise = new byte[64];
            for (int i = 0; i < 50; i++) {
                random.nextBytes(noise);
                assertThat(isClosedAfter(store, noise)).isTrue();
                LittleEndian.putInt(noise, 0, noise.length);
                LittleEndian.putInt(noise, 12, OP_MSG);
                LittleEndian.putInt(noise, 16, 0);
                noise[20] = 0;
                assertThat(isClosedAfter(store, noise)).isTrue();
            }
            assertThat(isClosedAfter(store, message(deep(150)))).isTrue();
            assertThat(isClosedAfter(store, header(Integer.MAX_VALUE))).isTrue();
            assertThat(isClosedAfter(store, header(-1))).isTrue();
            assertThat(things.find().first()).isEqualTo(new Document("_id", 1));
        }
    }

    @Test
    void a_write_that_wants_no_answer_gets_none(@TempDir Path folder) throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
            things.withWriteConcern(WriteConcern.UNACKNOWLEDGED).insertOne(new Document("_id", 1));
            things.insertOne(new Document("_id", 2));
            while (things.countDocuments() < 2) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isClosedAfter(EmbeddedStore store, byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", store.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            // Reset rather than closed, because something of the message was never read.
            return true;
        }
    }

    private static byte[] header(int length) {
        byte[] header = new byte[16];
        LittleEndian.putInt(header, 0, length);
        return header;
    }

    private static byte[] message(byte[] body) {
        byte[] message = new byte[21 + body.length];
        LittleEndian.putInt(message, 0, message.length);
        LittleEndian.putInt(message, 12, OP_MSG);
        System.arraycopy(body, 0, message, 21, body.length);
        return message;
    }

    private static byte[] deep(int levels) {
        Document document = new Document("ping", 1);
        for (int i = 0; i < levels; i++) {
            document = new Document("a", document);
        }
        return LibraryValues.bson(document);
    }
}
