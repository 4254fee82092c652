package dev.postern.directory.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.postern.directory.AccountSnapshot;
import dev.postern.directory.Directory;
import dev.postern.directory.DirectoryListing;
import dev.postern.directory.KnownProvider;
import dev.postern.identity.ForAdmins;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs whom a policy may name. */
@RestController
@RequestMapping("/api/v1/directory")
@ForAdmins
@Tag(name = "Groups")
class DirectoryApi {

	private final Directory directory;

	DirectoryApi(Directory directory) {
		this.directory = directory;
	}

	@GetMapping
	@Operation(summary = "Groups and identity providers that a policy may name",
			description = "Postern's own groups, and what the account has besides, as last known; fresh says whether "
					+ "Cloudflare could be asked just now.")
	DirectoryAnswer directory() {
		DirectoryListing listing = this.directory.listing();
		AccountSnapshot last = listing.account().last();
		return new DirectoryAnswer(
				listing.own().stream().map((group) -> new Named(group.id().value(), group.spec().name())).toList(),
				listing.accountGroups().stream().map((group) -> new Named(group.id(), group.name())).toList(),
				listing.providers(), (last != null) ? last.takenAt() : null, listing.account().unavailable() == null);
	}

	/** Something with an id and a name. */
	record Named(UUID id, String name) {
	}

	/**
	 * What there is.
	 *
	 * @param takenAt when Cloudflare was last asked; {@code null} when it never answered
	 */
	record DirectoryAnswer(List<Named> groups, List<Named> accountGroups, List<KnownProvider> identityProviders,
			@Nullable Instant takenAt, boolean fresh) {
	}

}
