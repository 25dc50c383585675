package dev.symbolon.admin.http;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a request's record against what its {@link Field}s say. */
final class FieldCheck {
    /** Letters that turn the reading direction: a name made of them reads as another (Unicode TR #36 §2.5). */
    private static final String TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    static void check(Record body) {
        check(body, "");
    }

    private static void check(Record body, String pointer) {
        for (RecordComponent component : body.getClass().getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            if (field == null) {
                throw new IllegalStateException(component + " needs a @Field");
            }
            check(field, value(body, component), pointer + "/" + component.getName());
        }
    }

    private static void check(Field field, @Nullable Object value, String pointer) {
        switch (value) {
            case null -> {
                if (field.required()) {
                    throw AdminRefusal.invalid("missing-field", pointer + " is missing", pointer);
                }
            }
            case String text -> check(field, text, pointer);
            case Integer number -> {
                if (number < field.least() || number > field.greatest()) {
                    throw bad(pointer, "is " + field.least() + " to " + field.greatest());
                }
            }
            case Collection<?> values -> check(field, values, pointer);
            case Record nested -> check(nested, pointer);
            case Boolean _ -> {}
            default -> throw new IllegalStateException(pointer + " is of " + value.getClass());
        }
    }

    private static void check(Field field, Collection<?> values, String pointer) {
        if (values.size() > field.most()) {
            throw bad(pointer, "has at most " + field.most() + " values");
        }
        int index = 0;
        for (Object value : values) {
            if (value == null) {
                throw bad(pointer, "holds no null");
            }
            check(field, value, pointer + "/" + index++);
        }
    }

    private static void check(Field field, String text, String pointer) {
        if (text.isBlank() || text.length() > field.longest() || !printable(text)) {
            throw bad(pointer, "has 1 to " + field.longest() + " printable characters");
        }
        if (!field.pattern().isEmpty() && !text.matches(field.pattern())) {
            throw bad(pointer, "matches " + field.pattern());
        }
        if (field.among().length > 0 && !List.of(field.among()).contains(text)) {
            throw bad(pointer, "is one of " + Arrays.toString(field.among()));
        }
    }

    private static boolean printable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        || TURNING.indexOf(c) >= 0);
    }

    private static AdminRefusal bad(String pointer, String detail) {
        return AdminRefusal.invalid("bad-field", pointer + " " + detail, pointer);
    }

    private static @Nullable Object value(Record body, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private FieldCheck() {}
}
