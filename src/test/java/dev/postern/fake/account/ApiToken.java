package dev.postern.fake.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.fake.api.Permission;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an API token may do.
 *
 * @param accountOwned whether it belongs to the account ({@code cfat_…}) and not to a
 * user
 * @param zones the zones it is limited to; {@code null} for all
 * @param status {@code active}, {@code disabled} or {@code expired}
 * @param refusedFrom an address from which it is not accepted
 * @param expiresOn told by the verification; says nothing about the status
 */
public record ApiToken(Set<Permission> permissions, boolean accountOwned, @Nullable Set<ZoneId> zones, String status,
		@Nullable String refusedFrom, @Nullable Instant expiresOn) {

	/** An active token of a user. */
	public static ApiToken with(Permission... permissions) {
		return new ApiToken(Arrays.stream(permissions).collect(Collectors.toUnmodifiableSet()), false, null, "active",
				null, null);
	}

	public ApiToken ownedByAccount() {
		return new ApiToken(this.permissions, true, this.zones, this.status, this.refusedFrom, this.expiresOn);
	}

	public ApiToken onZones(ZoneId... only) {
		return new ApiToken(this.permissions, this.accountOwned, Set.of(only), this.status, this.refusedFrom,
				this.expiresOn);
	}

	public ApiToken disabled() {
		return new ApiToken(this.permissions, this.accountOwned, this.zones, "disabled", this.refusedFrom,
				this.expiresOn);
	}

	public ApiToken expired() {
		return new ApiToken(this.permissions, this.accountOwned, this.zones, "expired", this.refusedFrom,
				this.expiresOn);
	}

	public ApiToken refusedFrom(String address) {
		return new ApiToken(this.permissions, this.accountOwned, this.zones, this.status, address, this.expiresOn);
	}

	public ApiToken expiringOn(Instant end) {
		return new ApiToken(this.permissions, this.accountOwned, this.zones, this.status, this.refusedFrom, end);
	}

}
