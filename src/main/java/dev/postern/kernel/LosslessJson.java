package dev.postern.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON so that what is only carried through comes out as it went in:
 * numbers with their digits, keys in their order. A document that says a key twice cannot
 * be carried through and is refused.
 */
public final class LosslessJson {

	/** Deeper than anybody writes, and less deep than reading it could bear. */
	private static final int DEEPEST = 2_000;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
		.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
		.build();

	public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private LosslessJson() {
	}

}
