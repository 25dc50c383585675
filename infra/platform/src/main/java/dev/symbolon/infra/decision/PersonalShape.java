package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Personal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

/** Whether values of a type can hold personal data: such a state, made from an event on its way in, isn't kept. */
final class PersonalShape {
    private static final ClassValue<Boolean> MENTIONS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return mentions(type, new HashSet<>());
        }
    };

    static boolean of(Class<?> type) {
        return MENTIONS.get(type);
    }

    private static boolean mentions(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return false;
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                if (mentions(argument, seen)) {
                    return true;
                }
            }
            return mentions(generic.getRawType(), seen);
        }
        return type instanceof Class<?> plain && mentionsIn(plain, seen);
    }

    private static boolean mentionsIn(Class<?> type, Set<Type> seen) {
        if (Personal.class.isAssignableFrom(type)) {
            return true;
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (mentions(permitted, seen)) {
                    return true;
                }
            }
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (mentions(component.getGenericType(), seen)) {
                    return true;
                }
            }
        }
        return type.isArray() && mentions(type.getComponentType(), seen);
    }

    private PersonalShape() {}
}
