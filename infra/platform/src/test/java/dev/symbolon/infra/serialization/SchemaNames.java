package dev.symbolon.infra.serialization;

/** What a type of payloads is called in documents: its simple name, after that of the type it belongs to. */
final class SchemaNames {

    static String of(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null
                ? type.getSimpleName()
                : outer.getSimpleName().replaceFirst("Event$", "") + type.getSimpleName();
    }

    private SchemaNames() {}
}
