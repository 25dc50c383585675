package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.section.Sections.Option;
import java.util.List;

/**
 * A field of a form.
 *
 * @param name   in the form: the way to it in the request's JSON, with dots
 * @param values that it has; of a text one or none
 * @param parts  of an object, its fields; of a list of objects, an object for each
 * @param error  what is wrong with it; empty when nothing is
 */
public record FormField(
        String name,
        Kind kind,
        String label,
        String hint,
        String example,
        boolean required,
        int longest,
        List<String> values,
        List<Option> options,
        List<FormField> parts,
        String error) {
    public enum Kind {
        TEXT,
        SECRET,
        COLOR,
        NUMBER,
        FLAG,
        CHOICE,
        CHOICES,
        LINES,
        OBJECT,
        OBJECTS
    }

    public String value() {
        return values.isEmpty() ? "" : values.getFirst();
    }

    public String lines() {
        return String.join("\n", values);
    }

    /** Of its parts too. */
    public boolean wrong() {
        return !error.isEmpty() || parts.stream().anyMatch(FormField::wrong);
    }

    /** In addresses of elements: dots mean something else there. */
    public String element() {
        return "f-" + name.replace('.', '-');
    }
}
