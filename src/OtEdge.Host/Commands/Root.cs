using System.CommandLine;
using System.CommandLine.Help;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Access;
using OtEdge.Host.Commands.Certificates;
using OtEdge.Host.Commands.Doctor;
using OtEdge.Host.Commands.Keeping;
using OtEdge.Host.Commands.Offline;
using OtEdge.Host.Commands.Rehearsing;
using OtEdge.Host.Commands.Remote;
using OtEdge.Host.Commands.Replaying;
using OtEdge.Host.Commands.Running;

namespace OtEdge.Host.Commands;

/// <summary>The tree of commands; one tree serves one command line.</summary>
internal sealed class Root : RootCommand, IWithExamples
{
    /// <summary>Puts the tree together.</summary>
    public Root()
        : base("OtEdge: a gateway between PLCs and the systems above them that enforces in staged, reversible steps.")
    {
        var globals = new GlobalOptions();
        globals.AddTo(this);
        foreach (var command in Commands(globals))
        {
            Subcommands.Add(command);
        }

        var help = Options.OfType<HelpOption>().Single();
        foreach (string alias in (string[])["-?", "/?", "/h"])
        {
            help.Aliases.Remove(alias);
        }

        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "otedge demo",
        "otedge check --config ./config",
        "otedge status --watch",
        "otedge findings --verdict would_be_refused --since 1h",
        "otedge COMMAND --help",
    ];

    private static IEnumerable<Command> Commands(GlobalOptions globals)
    {
        yield return new RunDemoCommand(globals);
        yield return new RunCommand(globals);
        yield return new RehearseCommand(globals);
        yield return new CheckCommand(globals);
        yield return new SchemaCommand(globals);
        yield return new VerbGroup(
            "policy",
            "Test policies, compare them, or ask which rule decides.",
            new PolicyTestCommand(globals),
            new PolicyDiffCommand(globals),
            new PolicyExplainCommand(globals));
        yield return new SuggestCommand(globals);
        yield return new ReplayCommand(globals);
        yield return new ReloadCommand(globals);
        yield return new StatusCommand(globals);
        yield return new ShadowCommand(globals);
        yield return new VerbGroup("capture", "Export the frames kept around findings.", new CaptureExportCommand(globals));
        yield return Under(new ZonesCommand(globals, "zones"), new ZonesCommand(globals, "list"));
        yield return new VerbGroup("zone", "Lead the conduits of a zone to a mode.", new ZoneSetCommand(globals));
        yield return Campaigns(globals);
        yield return Under(
            new ConduitsCommand(globals, "conduits"),
            new ConduitsCommand(globals, "list"),
            new ConduitShowCommand(globals),
            new ConduitRestartCommand(globals));
        yield return Flows(globals);
        yield return Under(
            new FindingsCommand(globals, "findings"), new FindingsCommand(globals, "list"), new FindingShowCommand(globals),
            new FindingTriageCommand(globals));
        yield return Under(
            new AlertsCommand(globals, "alerts"), new AlertsCommand(globals, "list"), new AlertShowCommand(globals),
            new AlertAckCommand(globals), new AlertShelveCommand(globals), new AlertTestCommand(globals));
        yield return Under(
            new ChangesCommand(globals, "changes"), new ChangesCommand(globals, "list"), new ChangeEvidenceCommand(globals), new ChangeVerifyCommand(globals), new ChangeShowCommand(globals));
        yield return Changes(globals);
        yield return new BreakGlassCommand(globals);
        yield return new PermitCommand(globals);
        yield return Under(
            new AuditCommand(globals, "audit"), new AuditCommand(globals, "list"), new AuditVerifyCommand(globals), new AuditExportCommand(globals));
        yield return Under(
            new EvidenceCommand(globals), new EvidenceVerifyCommand(globals), new EvidenceSignCommand(globals), new EvidenceSignedCommand(globals));
        yield return Under(new RegimeCommand(globals, "regime"), new RegimeCommand(globals, "show"), new RegimeSetCommand(globals));
        yield return Under(new TagsCommand(globals, "tags"), new TagsCommand(globals, "list"));
        yield return Users(globals);
        yield return Certificates(globals);
        yield return new BackupCommand(globals);
        yield return new RestoreCommand(globals);
        yield return new DoctorCommand(globals);
        yield return new CompletionCommand(globals);
    }

    private static Verb Campaigns(GlobalOptions globals) => Under(
        new CampaignsCommand(globals, "campaigns"),
        new CampaignsCommand(globals, "list"),
        new CampaignShowCommand(globals),
        new CampaignStepCommand(globals, CampaignStep.Hold, "Offer nothing more until it is resumed; what is under way goes on."),
        new CampaignStepCommand(globals, CampaignStep.Resume, "Go on offering changes."),
        new CampaignStepCommand(globals, CampaignStep.Withdraw, "End a campaign; what was confirmed stays."));

    private static Verb Flows(GlobalOptions globals) => Under(
        new FlowsCommand(globals, "flows"),
        new FlowsCommand(globals, "list"),
        new FlowShowCommand(globals),
        new FlowInventoryCommand(globals),
        new FlowGraphCommand(globals),
        new FlowGapsCommand(globals));

    private static Verb Users(GlobalOptions globals) => Under(
        new UsersCommand(globals, "users"),
        new UsersCommand(globals, "list"),
        new InviteCommand(globals),
        new SessionsCommand(globals),
        EndCommand.OfSession(globals),
        new TokensCommand(globals),
        new TokenCommand(globals),
        EndCommand.OfToken(globals));

    private static Verb Certificates(GlobalOptions globals) => Under(
        new CertificatesCommand(globals, "certs"),
        new CertificatesCommand(globals, "list"),
        new CertificateShowCommand(globals),
        new CertificateMoveCommand(globals, isTrusting: true),
        new CertificateMoveCommand(globals, isTrusting: false),
        new CertificateRenewCommand(globals),
        new CertificateCommissionCommand(globals),
        new CertificateWriteCommand(globals, isRequest: false),
        new CertificateWriteCommand(globals, isRequest: true));

    private static VerbGroup Changes(GlobalOptions globals) => new(
        "change",
        "Move a conduit: propose a change, try it, confirm it, or go back.",
        new ChangeProposeCommand(globals),
        new ChangeStepCommand(globals, ChangeStep.Check, "Have a draft checked, and its rules judged beside the live ones."),
        new ChangeStepCommand(globals, ChangeStep.Answer, "Answer the change questions that governance asks, before anybody approves."),
        new ChangeStepCommand(globals, ChangeStep.Approve, "Say yes to a change that is ready; nobody approves their own."),
        new ChangeStepCommand(globals, ChangeStep.Reject, "Say no to a change, with a reason; it ends."),
        new ChangeStepCommand(globals, ChangeStep.Arm, "Let a change start its trial as soon as the plant allows."),
        new ChangeStepCommand(globals, ChangeStep.Confirm, "End a trial, which goes on as a soak; a second time ends the soak for good."),
        new ChangeStepCommand(globals, ChangeStep.Extend, "Prolong a running trial by its length, twice at most."),
        new ChangeStepCommand(globals, ChangeStep.Abort, "End a trial or soak at once and go back to the confirmed posture."),
        new ChangeStepCommand(globals, ChangeStep.Hurt, "Say that it hurts: goes back at once."),
        new ChangeStepCommand(globals, ChangeStep.Withdraw, "End a change before its trial."),
        new ChangeRollbackCommand(globals));

    // `otedge conduits` alone lists, as `otedge conduits list` does.
    private static Verb Under(Verb list, params Verb[] verbs)
    {
        foreach (var verb in verbs)
        {
            list.Subcommands.Add(verb);
        }

        return list;
    }
}
