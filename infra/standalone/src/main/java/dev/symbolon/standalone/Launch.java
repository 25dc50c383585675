package dev.symbolon.standalone;

import dev.symbolon.broker.ChildProcess;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.standalone.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What the launcher script starts: {@code up}, {@code demo}, {@code replay}, {@code train}, and {@code serve} for child processes. */
public final class Launch {
    /** So long a platform that lost a process may take to stop the rest in order. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    public static void main(String[] arguments) throws Exception {
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        int code;
        try {
            code = switch (arguments[0]) {
                case "up" -> up(options(rest));
                case "demo" -> demo(options(rest));
                case "operator" -> operator(rest);
                case "replay" -> replay(rest);
                case "train" -> Training.run(home());
                case "serve" ->
                    serve(Part.valueOf(rest.getFirst().toUpperCase(Locale.ROOT)), rest.subList(1, rest.size()));
                default -> throw new CannotStartException("unknown command " + arguments[0]);
            };
        } catch (CannotStartException e) {
            System.err.println("symbolon: " + e.getMessage());
            code = 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Launch.class).error("stopped by a bug or a broken dependency", e);
            System.err.println("symbolon: " + e + "; the whole story is in " + System.getProperty("symbolon.log"));
            code = 1;
        }
        System.exit(code);
    }

    private static int up(Options options) {
        Platform platform = start(options, new Surroundings(home(), false));
        options.profile().ifPresent(file -> Demo.of(platform, System.out).writeProfile(file));
        System.out.println("The console is at " + platform.url(Part.ADMIN) + "/console/");
        System.out.println("Ctrl-C stops it.");
        Training.startInBackground(home(), platform.data().resolve("logs/aot.log"));
        return untilTold(platform);
    }

    private static int replay(List<String> arguments) {
        logByUs();
        return Replay.run(arguments, home(), Path.of(System.getProperty("symbolon.called-from", ".")));
    }

    private static int demo(Options options) {
        Platform platform = start(options, new Surroundings(home(), false));
        Demo demo = Demo.of(platform, System.out);
        boolean held = demo.run();
        options.profile().ifPresent(demo::writeProfile);
        if (options.exit()) {
            platform.close();
            return held ? 0 : 1;
        }
        System.out.println("Ctrl-C stops it.");
        return untilTold(platform);
    }

    /** Up until a signal ends this process, or one of its own is gone: what started the platform can start it again. */
    private static int untilTold(Platform platform) {
        System.err.println("symbolon: " + platform.awaitLoss() + "; stopping the rest");
        Thread.ofPlatform().daemon().name("longest-stop").start(Launch::haltAtLast);
        return 1;
    }

    // Whatever still waits for what is gone: the other processes end when this one is gone, too.
    private static void haltAtLast() {
        try {
            Thread.sleep(LONGEST_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    /** For an operator who lost every credential: whoever can start the platform on this host gets new ones. */
    private static int operator(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("reset")) {
            throw new CannotStartException("the command is: operator reset");
        }
        List<String> all = new ArrayList<>(arguments.subList(1, arguments.size()));
        all.add(Options.RESET_OPERATOR);
        Options options = options(all);
        if (options.reset()) {
            throw new CannotStartException("operator reset keeps the data; --reset is for up and demo");
        }
        start(options, new Surroundings(home(), false)).close();
        return 0;
    }

    /** What the first operator signs in by is said where it was made, once. */
    private static void showCredentials(Path file) {
        try {
            System.out.println("The operator's credentials, in " + file + " too, for its owner only:");
            System.out.println(Files.readString(file).strip());
        } catch (IOException e) {
            throw new CannotStartException("the operator's credentials can't be read: " + e, e);
        }
    }

    static Platform start(Options options, Surroundings surroundings) {
        DataFolder data = DataFolder.take(options.data());
        data.requireSpace(options.reset());
        Progress progress = new Progress(System.out);
        progress.begin("starting Symbolon on " + data.path());
        Ports ports = Ports.choose(options.ports());
        surroundings.requireBuilt();
        options.profile().ifPresent(Launch::requireFolder);
        // Behind all that can refuse a start, so that a taken port doesn't cost the data.
        if (options.reset()) {
            data.requireUnused();
            data.reset();
            // Sparse files had promised more than they took.
            data.requireSpace(false);
        }
        logTo(data.resolve("logs/services.log"));
        boolean shown = Files.exists(data.resolve("operator.json")) && !options.resetOperator();
        Platform platform = Platform.start(surroundings, data, ports, options, progress);
        Path credentials = platform.credentials();
        if (!shown && Files.exists(credentials)) {
            showCredentials(credentials);
        }
        progress.begin("ready in " + Progress.seconds(progress.sinceStart()));
        return platform;
    }

    private static void requireFolder(Path profile) {
        Path folder = profile.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CannotStartException("the folder of --profile-json " + profile + " doesn't exist");
        }
    }

    /** A child process of {@code --processes}. */
    private static int serve(Part part, List<String> arguments) throws Exception {
        ChildProcess child = ChildProcess.watchParent();
        logByUs();
        if (part == Part.STORE) {
            EmbeddedStore store = Platform.openStore(Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1)));
            child.readyUntilStopped();
            store.close();
        } else {
            Service service = Service.start(part, arguments);
            child.readyUntilStopped();
            service.close();
        }
        return 0;
    }

    private static void logTo(Path file) {
        System.setProperty("symbolon.log", file.toString());
        logByUs();
    }

    private static void logByUs() {
        // Three contexts would each set logging up anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Options options(List<String> arguments) {
        Path calledFrom = Path.of(System.getProperty("symbolon.called-from", "."));
        return Options.parse(arguments, System.getenv(), home(), calledFrom);
    }

    private static Path home() {
        return Path.of(System.getProperty("symbolon.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    private Launch() {}
}
