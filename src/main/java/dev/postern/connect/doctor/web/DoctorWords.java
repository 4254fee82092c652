package dev.postern.connect.doctor.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.postern.connect.doctor.Diagnosis;
import dev.postern.connect.doctor.Diagnosis.Examined;
import dev.postern.connect.doctor.Stage;
import dev.postern.connect.doctor.StageFinding;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/**
 * Says what the doctor found. Administrators read all of it; others nothing of tunnels,
 * rules and machines, which are not theirs, and to whom they can turn.
 */
@Component
class DoctorWords {

	private final MessageSource messages;

	DoctorWords(MessageSource messages) {
		this.messages = messages;
	}

	DoctorAnswer answer(Diagnosis diagnosis, Person reader) {
		boolean all = reader.has(Role.ADMIN);
		List<StageAnswer> stages = diagnosis.stages().stream().map((one) -> stage(one, diagnosis, all)).toList();
		Stage broken = diagnosis.broken().map(Examined::stage).orElse(null);
		return new DoctorAnswer(diagnosis.server().id(), diagnosis.server().spec().name(),
				diagnosis.server().spec().hostname(), diagnosis.server().phase(), diagnosis.at(), diagnosis.person(),
				broken, stages);
	}

	/** The same as text, to be sent to somebody. */
	String report(DoctorAnswer answer) {
		List<String> lines = new ArrayList<>();
		lines.add(text("report.title", answer.name(), answer.hostname(), answer.at()));
		lines.add(text("report.phase", answer.phase()));
		if (answer.person() != null) {
			lines.add(text("report.person", answer.person()));
		}
		for (StageAnswer stage : answer.stages()) {
			lines.add("");
			lines.add(text("report.stage", title(stage.stage()), result(stage.result()), stage.millis()));
			lines.add("  " + stage.evidence());
			Optional.ofNullable(stage.remedy()).ifPresent((remedy) -> lines.add("  " + remedy));
			Optional.ofNullable(stage.command()).ifPresent((command) -> lines.add("  $ " + command));
		}
		return String.join("\n", lines) + "\n";
	}

	private StageAnswer stage(Examined one, Diagnosis diagnosis, boolean all) {
		StageFinding finding = one.finding();
		Object[] args = finding.args().toArray();
		String code = finding.code().equals("not-reached") ? finding.code()
				: "%s.%s".formatted(one.stage().code(), finding.code());
		String evidence = all ? text(code, args) : find(code + ".told", args).orElseGet(() -> text(code, args));
		boolean failed = finding.result() == StageFinding.Result.FAILED;
		String remedy = all ? find(code + ".todo", args).orElse(null)
				: find(code + ".told-todo", args).orElseGet(() -> failed ? text("tell-an-administrator") : null);
		boolean unseen = all && one.stage() == Stage.ORIGIN && !finding.code().equals("not-reached");
		return new StageAnswer(one.stage(), finding.result(), evidence, remedy, unseen ? diagnosis.proof() : null,
				one.took().toMillis());
	}

	String title(Stage stage) {
		return text("stage." + stage.code());
	}

	String result(StageFinding.Result result) {
		return text("result." + result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage("connect.doctor." + code, args, Locale.ENGLISH);
	}

	private Optional<String> find(String code, Object... args) {
		try {
			return Optional.of(text(code, args));
		}
		catch (NoSuchMessageException ex) {
			return Optional.empty();
		}
	}

}
