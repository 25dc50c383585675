package dev.symbolon.infra.view;

import dev.symbolon.infra.mongo.Cells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    @Bean
    MongoViews views(Cells cells) {
        return new MongoViews(cells);
    }
}
