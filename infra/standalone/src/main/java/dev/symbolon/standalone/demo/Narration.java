package dev.symbolon.standalone.demo;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;

/** Tells the demo's steps as they happen. */
final class Narration {
    private final PrintStream out;
    private int number;

    Narration(PrintStream out) {
        this.out = out;
    }

    /** Runs a step under its title; one that fails ends the demo. */
    <T> T step(String title, Callable<T> action) {
        number++;
        out.printf("%n%2d. %s%n", number, title);
        out.flush();
        try {
            return action.call();
        } catch (StepFailedException e) {
            throw e;
        } catch (Exception e) {
            throw new StepFailedException(title + ": " + e, e);
        }
    }

    void line(String text) {
        out.println("    " + text);
        out.flush();
    }

    void values(Map<String, ?> values) {
        values.forEach((name, value) -> out.printf("      %-22s %s%n", name, value));
        out.flush();
    }

    /** A block that was laid out already, such as a diagram. */
    void block(String text) {
        text.lines().forEach(line -> out.println("    " + line));
        out.flush();
    }

    void heading(String text) {
        out.printf("%n%s%n", text);
        out.flush();
    }
}
