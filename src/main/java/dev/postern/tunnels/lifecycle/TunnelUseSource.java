package dev.postern.tunnels.lifecycle;

import java.util.List;

import dev.postern.kernel.TunnelId;

/**
 * Tells what in Postern uses a tunnel; a bean of this type is asked before a tunnel is
 * removed.
 */
public interface TunnelUseSource {

	/** What uses it, in one read. */
	List<TunnelUse> of(TunnelId tunnel);

}
