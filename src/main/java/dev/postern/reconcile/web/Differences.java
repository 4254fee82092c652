package dev.postern.reconcile.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.postern.kernel.GoDuration;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.RecordSpec;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.web.PlanView.Difference;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.policies.PolicyWords;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says field by field what a change makes different. */
@Component
class Differences {

	private final PolicyWords policyWords;

	private final MessageSource messages;

	Differences(PolicyWords policyWords, MessageSource messages) {
		this.policyWords = policyWords;
		this.messages = messages;
	}

	List<Difference> between(@Nullable ApplicationSpec before, @Nullable ApplicationSpec after) {
		Fields<ApplicationSpec> fields = new Fields<>(before, after);
		fields.compare("name", (spec) -> List.of(spec.name()));
		fields.compare("type", (spec) -> List.of(spec.type()));
		fields.compare("domain", (spec) -> List.of(spec.domain()));
		fields.compare("destinations", ApplicationSpec::destinations);
		fields.compare("session", (spec) -> List.of(GoDuration.format(spec.sessionDuration())));
		fields.compare("marked", (spec) -> List.of(yesOrNo(spec.marked())));
		fields.compare("policies", (spec) -> spec.policies().stream().map(this::sentence).toList());
		if (fields.found().isEmpty()) {
			fields.compare("policies", (spec) -> List.of(PolicyCodec.write(spec.policies()).toString()));
		}
		return fields.found();
	}

	List<Difference> between(@Nullable RecordSpec before, @Nullable RecordSpec after) {
		Fields<RecordSpec> fields = new Fields<>(before, after);
		fields.compare("record-type", (spec) -> List.of(spec.type()));
		fields.compare("record-name", (spec) -> List.of(spec.name()));
		fields.compare("target", (spec) -> List.of(spec.content()));
		fields.compare("proxied", (spec) -> List.of(yesOrNo(spec.proxied())));
		fields.compare("ttl", (spec) -> List.of(ttl(spec.ttl())));
		fields.compare("comment", (spec) -> Stream.ofNullable(spec.comment()).toList());
		return fields.found();
	}

	List<Difference> of(RuleEdit edit) {
		if (edit.before() != null && edit.before().equals(edit.after())) {
			return List.of(new Difference("position", List.of(text("reconcile.value.position.before")),
					List.of(text("reconcile.value.position.after"))));
		}
		Fields<JsonNode> fields = new Fields<>(edit.before(), edit.after());
		fields.compare("service", (rule) -> List.of(rule.path("service").asString("")));
		fields.compare("path", (rule) -> filled(rule.path("path").asString("")));
		fields.compare("enforced", (rule) -> enforced(rule, edit));
		if (fields.found().isEmpty()) {
			fields.compare("rule", (rule) -> List.of(rule.toString()));
		}
		return fields.found();
	}

	private String sentence(Policy policy) {
		return text("reconcile.value.policy", policy.name(), this.policyWords.of(policy));
	}

	private List<String> enforced(JsonNode rule, RuleEdit edit) {
		JsonNode access = rule.path("originRequest").path("access");
		if (!access.path("required").asBoolean(false)) {
			return List.of();
		}
		if (edit.awaitsAudience() && rule.equals(edit.after())) {
			return List.of(text("reconcile.value.enforced-to-come"));
		}
		String audiences = String.join(", ",
				access.path("audTag").valueStream().map((tag) -> tag.asString("")).toList());
		return List.of(text("reconcile.value.enforced", audiences));
	}

	/** What stands for the comment of a record whose server has no id yet. */
	String commentToCome() {
		return text("reconcile.value.comment-to-come");
	}

	private String ttl(int seconds) {
		return (seconds == 1) ? text("reconcile.value.ttl.automatic") : text("reconcile.value.ttl.seconds", seconds);
	}

	private String yesOrNo(boolean value) {
		return text(value ? "reconcile.value.yes" : "reconcile.value.no");
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

	private static List<String> filled(String value) {
		return value.isEmpty() ? List.of() : List.of(value);
	}

	/** Collects what is different between two states of a thing. */
	private record Fields<T>(@Nullable T before, @Nullable T after, List<Difference> found) {

		Fields(@Nullable T before, @Nullable T after) {
			this(before, after, new ArrayList<>());
		}

		void compare(String field, Function<T, List<String>> value) {
			List<String> old = (this.before != null) ? value.apply(this.before) : List.of();
			List<String> now = (this.after != null) ? value.apply(this.after) : List.of();
			if (!old.equals(now)) {
				this.found.add(new Difference(field, old, now));
			}
		}

	}

}
