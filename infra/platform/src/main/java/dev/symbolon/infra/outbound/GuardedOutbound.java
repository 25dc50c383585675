package dev.symbolon.infra.outbound;

import dev.symbolon.ports.outbound.Outbound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls over sockets of its own, so that what is connected to is the address that was checked: a client library would look
 * the name up again, and a name that changes in between (DNS rebinding) would lead it elsewhere.
 */
final class GuardedOutbound implements Outbound, AutoCloseable {
    /** Where names lead. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;

        static List<InetAddress> system(String host) throws UnknownHostException {
            return Arrays.asList(InetAddress.getAllByName(host));
        }
    }

    private final OutboundSettings settings;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final Semaphore room;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbound-", 0).factory());

    GuardedOutbound(OutboundSettings settings, Resolver resolver, SSLSocketFactory tls) {
        this.settings = settings;
        this.resolver = resolver;
        this.tls = tls;
        this.room = new Semaphore(settings.concurrent());
    }

    @Override
    public Reply get(URI address) {
        return call(Wire.Request.get(address));
    }

    @Override
    public Reply post(URI address, String contentType, byte[] body) {
        return call(Wire.Request.post(address, contentType, body));
    }

    private Reply call(Wire.Request request) {
        if (!wellFormed(request.address())) {
            return failed(Failure.FORBIDDEN_URI);
        }
        if (!room.tryAcquire()) {
            return failed(Failure.BUSY);
        }
        AtomicReference<@Nullable Socket> open = new AtomicReference<>();
        // The thread gives the room back, not the caller: a look-up that hangs still holds its place.
        Future<Reply> call = threads.submit(() -> {
            try {
                return exchange(request, open);
            } finally {
                room.release();
            }
        });
        try {
            return call.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            Wire.close(open.get());
            return failed(Failure.TOO_SLOW);
        } catch (InterruptedException e) {
            call.cancel(true);
            Wire.close(open.get());
            Thread.currentThread().interrupt();
            return failed(Failure.TOO_SLOW);
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("an outbound call broke", e);
        }
    }

    /** Only https; http where the settings open loopback, which the address shows later. */
    private boolean wellFormed(URI address) {
        String scheme = address.getScheme();
        boolean https = "https".equals(scheme);
        boolean development =
                "http".equals(scheme) && !settings.allowedLoopback().isEmpty();
        return (https || development)
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && address.getPort() != 0
                && address.getPort() <= 65_535;
    }

    private Reply exchange(Wire.Request request, AtomicReference<@Nullable Socket> open) {
        boolean https = request.address().getScheme().equals("https");
        String host = bare(request.address().getHost());
        try {
            List<InetAddress> found = resolver.resolve(host);
            // One forbidden address among several is enough: whoever mixes them means harm.
            boolean allowed = found.stream().allMatch(settings::allows);
            if (found.isEmpty() || !allowed && (!https || !found.stream().allMatch(PublicAddresses::contain))) {
                return failed(Failure.FORBIDDEN_ADDRESS);
            }
            try (Socket socket = new Socket()) {
                open.set(socket);
                int port = request.address().getPort() < 0
                        ? https ? 443 : 80
                        : request.address().getPort();
                int patience = Math.toIntExact(settings.deadline().toMillis());
                socket.setSoTimeout(patience);
                socket.connect(new InetSocketAddress(found.getFirst(), port), patience);
                return Wire.exchange(https ? secured(socket, host, port) : socket, request, settings.largest());
            }
        } catch (SocketTimeoutException e) {
            // The socket's patience ends with the deadline: either may be noticed first.
            return failed(Failure.TOO_SLOW);
        } catch (IOException e) {
            return failed(Failure.UNREACHABLE);
        }
    }

    private Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, false);
        SSLParameters parameters = secured.getSSLParameters();
        // The certificate must be the name's, RFC 9110 §4.3.4: the address alone proves nothing.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
    }

    private static Reply failed(Failure failure) {
        return new Reply.Failed(failure);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
