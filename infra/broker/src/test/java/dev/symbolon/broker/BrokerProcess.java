package dev.symbolon.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A broker as its own process, on ports that were free a moment ago. */
record BrokerProcess(Process process, int port) {
    static BrokerProcess start(Path folder) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(command(folder, port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader();
        awaitLine(lines, "ready");
        // A full pipe would stop the broker.
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return new BrokerProcess(process, port);
    }

    static List<String> command(Path folder, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        return List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=broker-logback.xml",
                "-cp",
                classPath,
                KafkaBroker.class.getName(),
                folder.toString(),
                Integer.toString(port),
                Integer.toString(freePort()));
    }

    static void awaitLine(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the process ended before it said " + wanted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String servers() {
        return "127.0.0.1:" + port;
    }
}
