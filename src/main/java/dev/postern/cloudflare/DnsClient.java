package dev.postern.cloudflare;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/** DNS records of a zone. */
@HttpExchange("/zones/{zone}/dns_records")
interface DnsClient {

	/**
	 * One page of the records of a zone, of every type.
	 * <p>
	 * Source: GET /zones/{zone_id}/dns_records
	 */
	@GetExchange
	Envelope<List<RecordBody>> list(@PathVariable ZoneId zone, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * One page of the records whose content begins so, in whatever case.
	 * <p>
	 * Source: GET /zones/{zone_id}/dns_records
	 */
	@GetExchange
	Envelope<List<RecordBody>> listByContent(@PathVariable ZoneId zone,
			@RequestParam("content.startswith") String content, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * Makes a record.
	 * <p>
	 * Errors: 400 81053, 81054, 81056 when something else stands there, 81057 and 81058
	 * when the same does; 9313 when the comment is too long. Source: POST
	 * /zones/{zone_id}/dns_records
	 */
	@PostExchange
	Envelope<RecordBody> create(@PathVariable ZoneId zone, @RequestBody DnsRecordDraft draft);

	/**
	 * Changes the named fields of a record and leaves its others.
	 * <p>
	 * Errors: 404 81044 when it is gone. Source: PATCH
	 * /zones/{zone_id}/dns_records/{dns_record_id}
	 */
	@PatchExchange("/{id}")
	Envelope<RecordBody> patch(@PathVariable ZoneId zone, @PathVariable DnsRecordId id,
			@RequestBody DnsRecordDraft draft);

	/**
	 * Removes a record.
	 * <p>
	 * Errors: 404 81044 when it is gone. Source: DELETE
	 * /zones/{zone_id}/dns_records/{dns_record_id}
	 */
	@DeleteExchange("/{id}")
	void delete(@PathVariable ZoneId zone, @PathVariable DnsRecordId id);

	/**
	 * Does deletes, patches and posts in this order, all or none.
	 * <p>
	 * Errors: those of the single change that failed. Source: POST
	 * /zones/{zone_id}/dns_records/batch
	 */
	@PostExchange("/batch")
	Envelope<BatchResult> batch(@PathVariable ZoneId zone, @RequestBody Batch batch);

	/**
	 * One record.
	 * <p>
	 * Errors: 404 81044 when it is gone. Source: GET
	 * /zones/{zone_id}/dns_records/{dns_record_id}
	 */
	@GetExchange("/{id}")
	Envelope<RecordBody> get(@PathVariable ZoneId zone, @PathVariable DnsRecordId id);

	/**
	 * A record on the wire: only its id must be there, since one odd record must not hide
	 * all others.
	 */
	record RecordBody(ObjectNode whole) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public RecordBody {
			DnsRecordId.of(whole.path("id").stringValue(""));
		}

		DnsRecordId id() {
			return DnsRecordId.of(this.whole.path("id").stringValue(""));
		}

		DnsRecord toRecord() {
			WireFields.Reader fields = new WireFields.Reader(this.whole);
			return new DnsRecord(id(), fields.text("type"), fields.text("name"), fields.text("content"),
					fields.truth("proxied"), fields.number("ttl"), fields.textOrNull("comment"), fields.unknown());
		}

	}

	/** A batch on the wire. */
	record Batch(List<Deletion> deletes, List<Patch> patches, List<DnsRecordDraft> posts) {

		static Batch of(DnsBatch batch) {
			return new Batch(batch.deletes().stream().map(Deletion::new).toList(),
					batch.patches()
						.entrySet()
						.stream()
						.map((patch) -> Patch.of(patch.getKey(), patch.getValue()))
						.toList(),
					batch.posts());
		}

	}

	/** A deletion in a batch. */
	record Deletion(DnsRecordId id) {
	}

	/** A patch in a batch. */
	record Patch(DnsRecordId id, String type, String name, String content, boolean proxied, int ttl, String comment) {

		static Patch of(DnsRecordId id, DnsRecordDraft draft) {
			return new Patch(id, draft.type(), draft.name(), draft.content(), draft.proxied(), draft.ttl(),
					draft.comment());
		}

	}

	/**
	 * What a batch left behind; kinds of change that were not asked for may be
	 * {@code null}.
	 */
	record BatchResult(@Nullable List<RecordBody> posts) {
	}

}
