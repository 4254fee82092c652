package dev.postern;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the portal. Modules bring their own beans; nothing is declared here. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PosternApplication {

	/** Deeper than anything that is read from Cloudflare. */
	private static final int DEEPEST = 3_000;

	public static void main(String[] args) {
		StreamReadConstraints
			.overrideDefaultStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
		StreamWriteConstraints
			.overrideDefaultStreamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build());
		SpringApplication.run(PosternApplication.class, args);
	}

}
