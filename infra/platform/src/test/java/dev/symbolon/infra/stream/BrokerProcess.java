package dev.symbolon.infra.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker as a process of its own, which a test kills, and starts again on the same folder and ports. */
public final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final List<Integer> ports;
    private Process process;

    private BrokerProcess(Path folder, List<Integer> ports) throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.process = launch();
    }

    /** Arguments: folder, port, controller's port. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka.startAt(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        while (System.in.read() >= 0) {
            // It ends with whoever started it.
        }
        System.exit(0);
    }

    static BrokerProcess start(Path folder) throws IOException {
        return new BrokerProcess(folder, EmbeddedKafka.freePorts());
    }

    String servers() {
        return "127.0.0.1:" + ports.getFirst();
    }

    /** SIGKILL: nothing is written any more, nobody is told. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws IOException {
        process = launch();
    }

    private Process launch() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        BrokerProcess.class.getName(),
                        folder.resolve("broker").toString(),
                        Integer.toString(ports.get(0)),
                        Integer.toString(ports.get(1)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    @Override
    public void close() {
        kill();
    }
}
