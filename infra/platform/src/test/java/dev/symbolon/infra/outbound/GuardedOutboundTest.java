package dev.symbolon.infra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.ports.outbound.Outbound.Failure;
import dev.symbolon.ports.outbound.Outbound.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedOutboundTest {
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private static final OutboundSettings PRODUCTION = new OutboundSettings(Set.of(), Duration.ofSeconds(5), 1024, 4);
    private static final OutboundSettings DEVELOPMENT =
            new OutboundSettings(Set.of("127.0.0.1"), Duration.ofSeconds(5), 1024, 4);
    private static final OutboundSettings HASTY =
            new OutboundSettings(Set.of("127.0.0.1"), Duration.ofMillis(300), 1024, 1);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a9fe:a9fe]",
                "[::127.0.0.1]",
                "[64:ff9b::a9fe:a9fe]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[ff02::1]",
                "[2001:db8::1]",
                "[2001::1]",
                "[2002:7f00:1::1]",
                "[2002:a9fe:a9fe::1]",
                "[3fff::1]"
            })
    void special_addresses_are_not_called(String host) {
        assertThat(outbound(PRODUCTION, GuardedOutbound.Resolver::system).get(URI.create("https://" + host + "/x")))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "2002:808:808::1"})
    void public_addresses_may_be(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    /** Old notations of 127.0.0.1 that some resolvers read. */
    @ParameterizedTest
    @ValueSource(strings = {"https://2130706433/", "https://0x7f000001/", "https://127.1/", "https://0177.0.0.1/"})
    void odd_notations_of_an_address_lead_nowhere_else(String uri) {
        assertThat(outbound(PRODUCTION, GuardedOutbound.Resolver::system).get(URI.create(uri)))
                .isInstanceOfSatisfying(
                        Reply.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isIn(Failure.FORBIDDEN_ADDRESS, Failure.FORBIDDEN_URI, Failure.UNREACHABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.test/",
                "file:///etc/passwd",
                "ftp://app.test/",
                "gopher://app.test/",
                "jar:https://app.test/!/x",
                "HTTPS:app.test",
                "//app.test/",
                "https://user@app.test/",
                "https://app.test/#part",
                "https://app.test:0/",
                "https:///x"
            })
    void only_plain_https_uris_are_called(String uri) {
        assertThat(outbound(PRODUCTION, _ -> {
                            throw new AssertionError("looked up");
                        })
                        .get(URI.create(uri)))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_URI));
    }

    @Test
    void one_forbidden_address_among_public_ones_is_enough() {
        assertThat(outbound(PRODUCTION, resolving("8.8.8.8", "10.0.0.1")).get(URI.create("https://app.test/")))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_ADDRESS));
        assertThat(outbound(DEVELOPMENT, resolving("127.0.0.1", "10.0.0.1")).get(URI.create("http://app.test/")))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_ADDRESS));
    }

    @Test
    void a_name_is_looked_up_once_and_what_was_found_is_what_is_called() {
        int port = serving(socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"));
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        // Whoever asks again is sent elsewhere.
        GuardedOutbound.Resolver rebinding = host -> {
            asked.add(host);
            return List.of(InetAddress.getByName(asked.size() == 1 ? "127.0.0.1" : "10.0.0.1"));
        };

        Reply reply = outbound(DEVELOPMENT, rebinding).get(URI.create("http://app.test:" + port + "/list?a=b"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).asString().isEqualTo("[]");
        });
        assertThat(asked).containsExactly("app.test");
        assertThat(heard.remove()).startsWith("GET /list?a=b HTTP/1.1\r\nHost: app.test:" + port + "\r\n");
    }

    @Test
    void loopback_is_closed_unless_that_very_address_is_opened() {
        int port = serving(socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

        assertThat(outbound(DEVELOPMENT, resolving("127.0.0.2")).get(URI.create("http://127.0.0.2:" + port + "/")))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_ADDRESS));
        // Development opens no plain http to others.
        assertThat(outbound(DEVELOPMENT, resolving("8.8.8.8")).get(URI.create("http://app.test/")))
                .isEqualTo(new Reply.Failed(Failure.FORBIDDEN_ADDRESS));
        assertThatThrownBy(() -> new OutboundSettings(Set.of("10.0.0.1"), Duration.ofSeconds(1), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void redirects_are_not_followed() {
        int port = serving(socket ->
                write(socket, "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"));
        assertThat(get(port)).isEqualTo(new Reply.Failed(Failure.REDIRECTED));
    }

    @Test
    void a_body_is_sent_with_its_type_and_length() throws InterruptedException {
        int port = serving(socket -> write(socket, "HTTP/1.1 204 No Content\r\n\r\n"));

        Reply reply = outbound(DEVELOPMENT, resolving("127.0.0.1"))
                .post(
                        URI.create("http://app.test:" + port + "/bye"),
                        "application/x-www-form-urlencoded",
                        "logout_token=x".getBytes(StandardCharsets.US_ASCII));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(204));
        assertThat(heard.take())
                .startsWith("POST /bye HTTP/1.1\r\n")
                .contains("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\n")
                .endsWith("logout_token=x");
    }

    @Test
    void an_answer_in_chunks_is_put_together() {
        int port = serving(socket -> write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2;x=y\r\n[\"\r\n3\r\na\"]\r\n0\r\n\r\n"));
        assertThat(get(port)).isInstanceOfSatisfying(Reply.Answered.class, answered -> {
            assertThat(answered.contentType()).contains("application/json");
            assertThat(answered.body()).asString().isEqualTo("[\"a\"]");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1025\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"
            })
    void an_answer_that_announces_too_much_is_cut_off(String answer) {
        assertThat(get(serving(socket -> write(socket, answer)))).isEqualTo(new Reply.Failed(Failure.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "})
    void an_endless_answer_is_cut_off(String head) {
        int port = serving(socket -> {
            write(socket, head);
            while (true) {
                write(socket, "xxxxxxxxxxxxxxxx");
            }
        });
        assertThat(get(port)).isEqualTo(new Reply.Failed(Failure.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n",
                "HTTP/1.1 200\r\nbroken\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void what_isn_t_http_is_no_answer(String answer) {
        assertThat(get(serving(socket -> write(socket, answer)))).isEqualTo(new Reply.Failed(Failure.MALFORMED));
    }

    @Test
    void a_slow_answer_ends_at_the_deadline_and_gives_its_place_back() {
        CountDownLatch done = new CountDownLatch(1);
        int silent = serving(_ -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        // A byte now and then keeps each read happy, but not the whole.
        int dripping = serving(socket -> {
            while (done.getCount() > 0) {
                write(socket, "HTTP/1.1 200 OK\r\nX: y\r\n".substring(0, 1));
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        });
        GuardedOutbound hasty = outbound(HASTY, resolving("127.0.0.1"));

        assertThat(hasty.get(URI.create("http://app.test:" + silent + "/")))
                .isEqualTo(new Reply.Failed(Failure.TOO_SLOW));
        Reply again = new Reply.Failed(Failure.BUSY);
        while (again.equals(new Reply.Failed(Failure.BUSY))) {
            again = hasty.get(URI.create("http://app.test:" + dripping + "/"));
        }
        assertThat(again).isEqualTo(new Reply.Failed(Failure.TOO_SLOW));
        done.countDown();
    }

    @Test
    void a_call_beyond_the_room_fails_at_once() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        int port = serving(socket -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        GuardedOutbound narrow = outbound(
                new OutboundSettings(Set.of("127.0.0.1"), Duration.ofSeconds(30), 1024, 1), resolving("127.0.0.1"));
        URI uri = URI.create("http://app.test:" + port + "/");
        Thread first = Thread.startVirtualThread(() -> narrow.get(uri));
        heard.take();

        assertThat(narrow.get(uri)).isEqualTo(new Reply.Failed(Failure.BUSY));
        done.countDown();
        first.join();
    }

    @Test
    void nobody_there_and_no_certificate_are_unreachable() throws IOException {
        int gone;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = socket.getLocalPort();
        }
        assertThat(get(gone)).isEqualTo(new Reply.Failed(Failure.UNREACHABLE));
        int plain = serving(socket -> write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        assertThat(outbound(DEVELOPMENT, resolving("127.0.0.1")).get(URI.create("https://app.test:" + plain + "/")))
                .isEqualTo(new Reply.Failed(Failure.UNREACHABLE));
        assertThat(outbound(DEVELOPMENT, host -> {
                            throw new UnknownHostException(host);
                        })
                        .get(URI.create("https://app.test/")))
                .isEqualTo(new Reply.Failed(Failure.UNREACHABLE));
    }

    private Reply get(int port) {
        return outbound(DEVELOPMENT, resolving("127.0.0.1")).get(URI.create("http://app.test:" + port + "/"));
    }

    private GuardedOutbound outbound(OutboundSettings settings, GuardedOutbound.Resolver resolver) {
        GuardedOutbound outbound = new GuardedOutbound(settings, resolver, TLS);
        opened.add(outbound);
        return outbound;
    }

    private static GuardedOutbound.Resolver resolving(String... addresses) {
        return _ -> {
            List<InetAddress> found = new ArrayList<>();
            for (String address : Arrays.asList(addresses)) {
                found.add(InetAddress.getByName(address));
            }
            return found;
        };
    }

    private interface Behaviour {
        void answer(Socket socket);
    }

    /** A server that hears one burst of bytes on each connection, then behaves like that. */
    private int serving(Behaviour behaviour) {
        try {
            ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            opened.add(server);
            Thread.startVirtualThread(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.startVirtualThread(() -> serve(socket, behaviour));
                    } catch (IOException _) {
                        return;
                    }
                }
            });
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (!whole(text.toString())) {
                int read = socket.getInputStream().read(buffer);
                if (read < 0) {
                    break;
                }
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                if (text.charAt(0) == 0x16) {
                    break;
                }
            }
            heard.add(text.toString());
            behaviour.answer(socket);
        } catch (IOException | UncheckedIOException _) {
            // The caller left.
        }
    }

    private static boolean whole(String text) {
        int end = text.indexOf("\r\n\r\n");
        return end >= 0 && (text.startsWith("GET") || text.endsWith("logout_token=x"));
    }

    private static void write(Socket socket, String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
