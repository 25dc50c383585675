package dev.symbolon.infra.serialization;

import dev.symbolon.infra.secret.SealedPersonalData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SerializationConfiguration {

    @Bean
    EventCodec eventCodec(SealedPersonalData personalData) {
        return new EventCodec(personalData);
    }
}
