package dev.postern.servicetokens;

import java.util.List;
import java.util.Map;

import dev.postern.kernel.ServiceTokenId;

/**
 * Tells what names service tokens in its policies; a bean of this type is asked before a
 * token is deleted.
 */
public interface TokenUseSource {

	/** What names each token; tokens that nothing names are left out. */
	Map<ServiceTokenId, List<TokenUse>> byToken();

}
