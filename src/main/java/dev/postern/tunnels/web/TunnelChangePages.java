package dev.postern.tunnels.web;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.lifecycle.MadeTunnels;
import dev.postern.tunnels.lifecycle.OpenRequests;
import dev.postern.tunnels.lifecycle.TokenRotation;
import dev.postern.tunnels.lifecycle.TokenRotation.Connections;
import dev.postern.tunnels.lifecycle.TunnelAccess;
import dev.postern.tunnels.lifecycle.TunnelChanges;
import dev.postern.tunnels.lifecycle.TunnelInUse;
import dev.postern.tunnels.lifecycle.TunnelRemoval;
import dev.postern.tunnels.lifecycle.TunnelTokens;
import dev.postern.tunnels.lifecycle.TunnelUse;
import dev.postern.tunnels.lifecycle.TunnelUses;
import dev.postern.ui.SeeOther;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Gives a tunnel another token, and removes it, each after saying what follows. */
@Controller
@RequestMapping("/tunnels/{id}")
@ForAdmins
class TunnelChangePages {

	private final TunnelAccess access;

	private final TunnelTokens tokens;

	private final TunnelRemoval removal;

	private final TunnelChanges changes;

	private final OpenRequests open;

	private final MadeTunnels made;

	TunnelChangePages(TunnelAccess access, TunnelTokens tokens, TunnelRemoval removal, TunnelChanges changes,
			OpenRequests open, MadeTunnels made) {
		this.access = access;
		this.tokens = tokens;
		this.removal = removal;
		this.changes = changes;
		this.open = open;
		this.made = made;
	}

	@GetMapping("/rotate")
	ModelAndView askToRotate(@PathVariable TunnelId id) {
		return rotation(this.access.managed(id), HttpStatus.OK, "");
	}

	/** Leads to a page that says what came of it: reading it again changes nothing. */
	@PostMapping("/rotate")
	ModelAndView rotate(@PathVariable TunnelId id, @RequestParam(defaultValue = "false") boolean closeConnections,
			@RequestParam(required = false) @Nullable String confirm, Actor actor) {
		try {
			TokenRotation rotation = this.tokens.rotate(id, confirm, closeConnections, actor);
			return SeeOther.to("/tunnels/%s/rotated".formatted(id)
					+ (rotation.done() ? "?connections=" + rotation.connections() : ""));
		}
		catch (InvalidInput ex) {
			return rotation(this.access.managed(id), HttpStatus.UNPROCESSABLE_CONTENT,
					Objects.requireNonNullElse(confirm, ""))
				.addObject("wrong", true)
				.addObject("closeConnections", closeConnections);
		}
	}

	/**
	 * What came of changing the token.
	 * @param connections what became of them; lacks when it is not known whether there is
	 * another token
	 */
	@GetMapping("/rotated")
	ModelAndView rotated(@PathVariable TunnelId id, @RequestParam(required = false) @Nullable Connections connections) {
		Instant at = this.changes.rotatedAt(id).orElse(null);
		TokenRotation rotation = (connections != null && at != null) ? new TokenRotation(true, connections)
				: TokenRotation.NOT_KNOWN;
		return new ModelAndView("tunnels/rotated").addObject("tunnel", this.access.managed(id))
			.addObject("rotation", rotation)
			.addObject("at", at);
	}

	/** Has a person say whether it got another token, where Cloudflare does not tell. */
	@PostMapping("/rotated")
	ModelAndView decide(@PathVariable TunnelId id, @RequestParam boolean rotated, Actor actor) {
		this.open.decide(id, rotated, actor);
		return SeeOther.to("/tunnels/" + id);
	}

	@GetMapping("/remove")
	ModelAndView askToRemove(@PathVariable TunnelId id) {
		KnownTunnel tunnel = this.access.managed(id);
		TunnelUses uses = this.removal.uses(id);
		return removal(tunnel, uses.found(), HttpStatus.OK, "").addObject("looked", uses);
	}

	@PostMapping("/remove")
	ModelAndView remove(@PathVariable TunnelId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		KnownTunnel tunnel = this.access.managed(id);
		try {
			boolean gone = this.removal.remove(id, confirm, actor);
			return gone ? SeeOther.to("/tunnels")
					: removal(tunnel, List.of(), HttpStatus.ACCEPTED, "").addObject("unanswered", true);
		}
		catch (InvalidInput ex) {
			return removal(tunnel, List.of(), HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		catch (TunnelInUse ex) {
			return removal(tunnel, ex.uses(), HttpStatus.CONFLICT, "").addObject("kept", ex.refusal().orElse(null));
		}
	}

	private ModelAndView rotation(KnownTunnel tunnel, HttpStatus status, String confirm) {
		return new ModelAndView("tunnels/rotate", status).addObject("tunnel", tunnel)
			.addObject("foreign", isForeign(tunnel.id()))
			.addObject("closeConnections", false)
			.addObject("confirm", confirm)
			.addObject("wrong", false);
	}

	private ModelAndView removal(KnownTunnel tunnel, List<TunnelUse> uses, HttpStatus status, String confirm) {
		return new ModelAndView("tunnels/remove", status).addObject("tunnel", tunnel)
			.addObject("uses", uses)
			.addObject("looked", null)
			.addObject("foreign", isForeign(tunnel.id()))
			.addObject("confirm", confirm)
			.addObject("wrong", false)
			.addObject("unanswered", false)
			.addObject("kept", null);
	}

	private boolean isForeign(TunnelId id) {
		return this.made.find(id).isEmpty();
	}

}
