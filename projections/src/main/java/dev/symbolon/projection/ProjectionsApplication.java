package dev.symbolon.projection;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The auditor's side: read models made from the stream, and the API that queries them. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProjectionsApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ProjectionsApplication.class, arguments);
    }
}
