package dev.postern.grants.web;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.postern.grants.terms.GrantTerms;
import dev.postern.grants.terms.ServerTerms;
import dev.postern.grants.terms.TermsDraft;
import dev.postern.grants.terms.Whom;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** On which terms a server lets people in for a while, for programs. */
@RestController
@RequestMapping("/api/v1/servers/{id}/grant-terms")
@ForAdmins
@Tag(name = "Grants")
class TermsApi {

	private static final List<String> FIELDS = List.of("askers", "never", "approvers", "approvals", "automatic",
			"automaticUpTo", "shortest", "longest", "ahead", "ticketPattern", "reasonRequired", "version");

	private final Servers servers;

	private final ServerTerms terms;

	TermsApi(Servers servers, ServerTerms terms) {
		this.servers = servers;
		this.terms = terms;
	}

	@GetMapping
	@Operation(summary = "On which terms a server lets people in for a while")
	TermsAnswer terms(@PathVariable ServerId id) {
		return TermsAnswer.of(this.terms.of(known(id)));
	}

	@PutMapping
	@Operation(summary = "Sets the terms of a server",
			description = "People are named as email:…, domain:…, group:… (of the identity provider of the portal), everybody or administrators. Nobody may ask while askers is empty. Fields that are left out are as they are where nobody has set any.")
	@ApiResponse(responseCode = "200", description = "Set, or the same were set already")
	@ApiResponse(responseCode = "409",
			description = "The version is not the current one, or the server is being removed")
	@ApiResponse(responseCode = "422", description = "Values that cannot be taken, each with what would be right")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = TermsAnswer.class)))
	TermsAnswer set(@PathVariable ServerId id, @RequestBody JsonNode body, Actor actor) {
		known(id);
		JsonBody fields = new JsonBody(body, FIELDS, Set.of());
		Collection<String> approvers = fields.given("approvers").isPresent() ? fields.texts("approvers") : null;
		TermsDraft draft = new TermsDraft(fields.texts("askers"), fields.texts("never"), approvers,
				fields.number("approvals"), fields.texts("automatic"), fields.text("automaticUpTo"),
				fields.text("shortest"), fields.text("longest"), fields.text("ahead"), fields.text("ticketPattern"),
				fields.bool("reasonRequired"), Objects.requireNonNullElse(fields.number("version"), 0L));
		fields.throwIfInvalid();
		return TermsAnswer.of(this.terms.set(draft.checked(id), actor));
	}

	private ServerId known(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id)).id();
	}

	/** Terms as the API tells and takes them. */
	@Schema(name = "GrantTerms")
	record TermsAnswer(
			@Schema(description = "Who may ask; nobody when it is empty",
					example = "[\"group:orders-team\"]") List<String> askers,
			@Schema(description = "Who may not, whoever else may") List<String> never,
			@Schema(description = "Who decides; never about themselves") List<String> approvers,
			@Schema(description = "How many of them have to say yes, 1 or 2") int approvals,
			@Schema(description = "Who needs nobody's yes, up to automaticUpTo") List<String> automatic,
			@Nullable String automaticUpTo, @Schema(example = "15m") @Nullable String shortest,
			@Schema(example = "8h") @Nullable String longest,
			@Schema(description = "How far ahead a start may lie", example = "168h") @Nullable String ahead,
			@Schema(description = "A regular expression that the number of a ticket has to fit; empty when none is asked",
					example = "OPS-[0-9]+") @Nullable String ticketPattern,
			@Nullable Boolean reasonRequired,
			@Schema(description = "Counts the changes; a change names the one it has seen, 0 before the first") long version) {

		static TermsAnswer of(GrantTerms terms) {
			return new TermsAnswer(texts(terms.askers()), texts(terms.never()), texts(terms.approvers()),
					terms.approvals(), texts(terms.automatic()), GoDuration.format(terms.automaticUpTo()),
					GoDuration.format(terms.shortest()), GoDuration.format(terms.longest()),
					GoDuration.format(terms.ahead()), terms.ticketPattern(), terms.reasonRequired(), terms.version());
		}

		private static List<String> texts(Set<Whom> meant) {
			return meant.stream().map(Whom::text).sorted().toList();
		}

	}

}
