package io.postern.policy.deciding;

import io.postern.events.Ban;
import io.postern.events.CommandOutcome;
import io.postern.events.CommandOutcome.Result;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.policy.lists.Lists;
import io.postern.policy.rules.Rule;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Commands in, answers out. Refuses what must not be or makes no sense, and says why.
public final class Commands {

    /// The rule's name in bans that a person ordered.
    public static final String MANUAL = "manual";

    /// How long such a ban lasts when its command does not say.
    static final Duration BY_DEFAULT = Duration.ofDays(1);

    /// As for rules: whoever wants more wants a firewall.
    static final Duration LONGEST = Duration.ofDays(366);

    private final Supplier<Rulebook> rulebook;
    private final Exemptions exemptions;
    private final Supplier<Lists> lists;

    public Commands(Supplier<Rulebook> rulebook, Exemptions exemptions, Supplier<Lists> lists) {
        this.rulebook = rulebook;
        this.exemptions = exemptions;
        this.lists = lists;
    }

    /// @param at the broker's time of the command
    /// @param inForce the ban of exactly this network, null when there is none
    public Answer answer(OperatorCommand command, Instant at, Function<Network, Ban> inForce) {
        if (command.until() != null && !command.until().isAfter(at)) {
            return refused(command, at, "its time was over at " + command.until());
        }
        return switch (command.order()) {
            case Order.Ban(Network network) -> ban(command, network, at, inForce.apply(network));
            case Order.Unban(Network network) -> unban(command, network, at, inForce.apply(network));
            case Order.Allow(Network network) ->
                stands(command, at, ListEntry.ALLOW, network.toString(), null, "allowed" + until(command.until()));
            case Order.Disallow(Network network) -> disallow(command, network, at);
            case Order.AddEntry(String list, String entry) ->
                lists.get()
                        .refusal(list, entry)
                        .map(why -> refused(command, at, why))
                        .orElseGet(() ->
                                stands(command, at, list, entry, null, "in " + list + " now" + until(command.until())));
            case Order.RemoveEntry(String list, String entry) -> removeEntry(command, list, entry, at);
            case Order.SetMode(String rule, String mode) -> setMode(command, rule, mode, at);
        };
    }

    private Answer ban(OperatorCommand command, Network network, Instant at, Ban inForce) {
        Instant until = command.until() == null ? at.plus(BY_DEFAULT) : command.until();
        if (until.isAfter(at.plus(LONGEST))) {
            return refused(command, at, "a ban lasts at most " + LONGEST.toDays() + " days");
        }
        Optional<String> exemption = exemptions.of(network, at);
        if (exemption.isPresent()) {
            return refused(command, at, exemption.get());
        }
        String reason = "by " + command.author() + (command.reason() == null ? "" : ": " + command.reason());
        Ban ban = new Ban(network, at, until, MANUAL, command.id(), reason);
        return ban.outlasts(inForce)
                ? answer(command, at, Result.ACCEPTED, "banned until " + until, Optional.of(ban), Optional.empty())
                : accepted(command, at, "banned until " + inForce.until() + " already, by " + inForce.rule());
    }

    private Answer unban(OperatorCommand command, Network network, Instant at, Ban inForce) {
        String what = inForce != null
                ? "lifted, was banned until " + inForce.until() + " by " + inForce.rule()
                : network.isSingle()
                        ? "was not banned; what was counted against it is forgotten"
                        : "every ban inside is lifted";
        return stands(command, at, ListEntry.PARDON, network.toString(), null, what);
    }

    private Answer disallow(OperatorCommand command, Network network, Instant at) {
        if (exemptions
                .standing()
                .allowed(network)
                .filter(entry -> entry.holdsAt(at))
                .isPresent()) {
            return ends(command, at, ListEntry.ALLOW, network.toString(), "no longer allowed");
        }
        return refused(
                command,
                at,
                rulebook.get()
                        .allowList()
                        .holding(network)
                        .map(line -> "it stands in a file, take it out there: " + line)
                        .orElse("no command allows exactly " + network));
    }

    private Answer removeEntry(OperatorCommand command, String list, String entry, Instant at) {
        boolean known = exemptions.standing().ofList(list).stream()
                .anyMatch(each -> each.entry().equals(entry) && each.holdsAt(at));
        return known
                ? ends(command, at, list, entry, "no longer in " + list)
                : refused(command, at, "no command put exactly this into '" + list + "'; lines of its file go there");
    }

    private Answer setMode(OperatorCommand command, String rule, String mode, Instant at) {
        boolean known = rulebook.get().rules().stream().map(Rule::name).anyMatch(rule::equals)
                || lists.get().names().contains(rule);
        if (!known) {
            return refused(command, at, "there is no rule or list '" + rule + "'");
        }
        if (mode == null) {
            return ends(command, at, ListEntry.MODE, rule, "as its file says");
        }
        return Standing.mode(mode).isPresent()
                ? stands(command, at, ListEntry.MODE, rule, mode, mode + until(command.until()))
                : refused(command, at, "there is no mode '" + mode + "'; there are enforce, simulate");
    }

    private static Answer stands(
            OperatorCommand command, Instant at, String list, String entry, String value, String words) {
        return answer(
                command,
                at,
                Result.ACCEPTED,
                words,
                Optional.empty(),
                Optional.of(new ListEntry(
                        list, entry, value, at, command.until(), command.author(), command.reason(), command.id())));
    }

    private static Answer ends(OperatorCommand command, Instant at, String list, String entry, String words) {
        return answer(
                command,
                at,
                Result.ACCEPTED,
                words,
                Optional.empty(),
                Optional.of(
                        new ListEntry(list, entry, null, at, at, command.author(), command.reason(), command.id())));
    }

    private static Answer accepted(OperatorCommand command, Instant at, String words) {
        return answer(command, at, Result.ACCEPTED, words, Optional.empty(), Optional.empty());
    }

    private static Answer refused(OperatorCommand command, Instant at, String why) {
        return answer(command, at, Result.REFUSED, why, Optional.empty(), Optional.empty());
    }

    private static Answer answer(
            OperatorCommand command,
            Instant at,
            Result result,
            String words,
            Optional<Ban> ban,
            Optional<ListEntry> entry) {
        CommandOutcome outcome =
                new CommandOutcome(command.id(), at, command.target(), result, command.dryRun(), words);
        return command.dryRun()
                ? new Answer(outcome, Optional.empty(), Optional.empty())
                : new Answer(outcome, ban, entry);
    }

    private static String until(Instant until) {
        return until == null ? "" : " until " + until;
    }
}
