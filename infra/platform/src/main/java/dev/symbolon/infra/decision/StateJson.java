package dev.symbolon.infra.decision;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.symbolon.core.event.Personal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** States as snapshots keep them: plain JSON, the cases of a sealed type by name, personal values as ciphertext only. */
final class StateJson {
    private final JsonMapper mapper = JsonMapper.builder()
            .annotationIntrospector(new SealedByName())
            .addModule(new SimpleModule().addSerializer(Personal.Clear.class, new RefusesClear()))
            // A record's own questions (isThis, isThat) aren't parts of it.
            .changeDefaultVisibility(v -> v.withIsGetterVisibility(Visibility.NONE))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @param type as which it will be read: of a sealed type, so that the case is named */
    byte[] write(Object state, Class<?> type) {
        return mapper.writerFor(type).writeValueAsBytes(state);
    }

    <S> S read(byte[] json, Class<S> type) {
        return mapper.readValue(json, type);
    }

    private static final class SealedByName extends JacksonAnnotationIntrospector {
        private static final JsonTypeInfo.Value BY_NAME = JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "@case", null, false, true);

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            Class<?> type = annotated.getRawType();
            boolean ours = annotated.getAnnotated() == type && type.isSealed() && type.isInterface();
            return ours ? BY_NAME : super.findPolymorphicTypeInfo(config, annotated);
        }
    }

    private static final class RefusesClear extends StdSerializer<Personal.Clear> {
        RefusesClear() {
            super(Personal.Clear.class);
        }

        @Override
        public void serialize(Personal.Clear value, JsonGenerator json, SerializationContext context) {
            throw new IllegalStateException("clear personal data can't be kept in a snapshot");
        }

        @Override
        public void serializeWithType(
                Personal.Clear value, JsonGenerator json, SerializationContext context, TypeSerializer type) {
            serialize(value, json, context);
        }
    }
}
