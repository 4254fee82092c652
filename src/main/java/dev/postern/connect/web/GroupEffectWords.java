package dev.postern.connect.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.connect.reachability.AccessEdit;
import dev.postern.connect.reachability.AccessEdit.Effect;
import dev.postern.connect.reachability.GroupEdits;
import dev.postern.connect.reachability.ServerEdit;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupEffect;
import dev.postern.directory.groups.GroupEffect.Part;
import dev.postern.directory.groups.GroupEffect.ServerEffect;
import dev.postern.directory.groups.GroupEffects;
import dev.postern.directory.groups.GroupUse;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Sha256;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.evaluation.Access;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells in words whom an edit of a group lets in and whom it keeps out. */
@Component
class GroupEffectWords implements GroupEffects {

	private static final int SERVERS = 20;

	private static final int PEOPLE = 10;

	private final GroupEdits edits;

	private final ReachWordsFactory words;

	private final MessageSource messages;

	GroupEffectWords(GroupEdits edits, ReachWordsFactory words, MessageSource messages) {
		this.edits = edits;
		this.words = words;
		this.messages = messages;
	}

	@Override
	public GroupEffect of(Group before, RuleGroup after, List<GroupUse> uses) {
		List<ServerEdit> all = this.edits.of(before, after, uses.stream().map(GroupUse::server).toList());
		ReachWords words = this.words.create();
		List<ServerEffect> told = all.stream().limit(SERVERS).map((edit) -> effect(edit, words)).toList();
		return new GroupEffect(count(all, Effect.GAINS), count(all, Effect.LOSES), count(all, Effect.CHANGES),
				all.stream().anyMatch(ServerEdit::concernsOthers), told, all.size() - told.size(),
				basis(before, after, all));
	}

	private static int count(List<ServerEdit> all, Effect effect) {
		Set<EmailAddress> people = all.stream()
			.flatMap((edit) -> edit.people(effect).keySet().stream())
			.collect(Collectors.toSet());
		return people.size();
	}

	private ServerEffect effect(ServerEdit edit, ReachWords words) {
		return new ServerEffect(edit.server().id(), edit.server().spec().name(), part(edit, Effect.GAINS, words),
				part(edit, Effect.LOSES, words), part(edit, Effect.CHANGES, words));
	}

	private Part part(ServerEdit edit, Effect effect, ReachWords words) {
		Map<EmailAddress, AccessEdit> people = edit.people(effect);
		List<String> others = new ArrayList<>();
		edit.domains(effect).forEach((domain, one) -> others.add(other(text("at", domain), one, words)));
		AccessEdit anybody = edit.anybody().get(effect);
		if (anybody != null) {
			others.add(other(text("anybody"), anybody, words));
		}
		return new Part(
				people.entrySet().stream().limit(PEOPLE).map((one) -> person(one.getKey(), one.getValue())).toList(),
				Math.max(0, people.size() - PEOPLE), few(others));
	}

	private String person(EmailAddress email, AccessEdit edit) {
		return edit.onCondition() ? text("on-condition", email) : email.value();
	}

	/** Of those who lose access it matters no more on what condition they had it. */
	private String other(String whom, AccessEdit edit, ReachWords words) {
		return (edit.after() instanceof Access.Depends) ? text("other", whom, words.reason(edit.after())) : whom;
	}

	private List<String> few(List<String> others) {
		return (others.size() <= PEOPLE) ? others
				: Stream.concat(others.stream().limit(PEOPLE), Stream.of(text("more", others.size() - PEOPLE)))
					.toList();
	}

	/** All that is told and all that is left out. */
	private static String basis(Group before, RuleGroup after, List<ServerEdit> all) {
		return Sha256.of("%s %s %s %s".formatted(before.id(), before.version(), after, all.stream()
			.map((edit) -> "%s %s %s %s".formatted(edit.server().id(), edit.people(), edit.domains(), edit.anybody()))
			.toList()));
	}

	private String text(String code, Object... args) {
		return this.messages.getMessage("connect.edit." + code, args, Locale.ENGLISH);
	}

}
