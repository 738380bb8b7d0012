using System.CommandLine;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Says what clients lose and gain by going from one policy to another.</summary>
internal sealed class PolicyDiffCommand : Verb
{
    private readonly Argument<string> before = new("BEFORE") { Description = "the old policy: a file, or a conduit whose policy is meant" };
    private readonly Argument<string> after = new("AFTER") { Description = "the new policy: a file, or a conduit whose policy is meant" };

    /// <summary>Makes the command.</summary>
    public PolicyDiffCommand(GlobalOptions globals)
        : base(
            globals,
            "diff",
            "Say exactly what clients lose and gain by going from one policy to another. Exit 0: both allow the same; 1: they differ.",
            "otedge policy diff filling-modbus new.yaml",
            "otedge policy diff old.yaml new.yaml --output json")
    {
        Arguments.Add(before);
        Arguments.Add(after);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        Site site = OfflineSite.Read(invocation);
        PolicyDocument old = PolicyChoice.Candidate(invocation.Required(before), site, invocation.ConfigDirectory);
        PolicyDocument next = PolicyChoice.Candidate(invocation.Required(after), site, invocation.ConfigDirectory);
        foreach (PolicyDocument policy in (PolicyDocument[])[old, next])
        {
            if (policy.Protocol != ConduitProtocol.ModbusTcp)
            {
                throw new CommandFailure(
                    ExitCode.Wrong, $"{policy.File} is for {Changes.Words.Of(policy.Protocol)}; only policies for modbus-tcp can be compared so far.");
            }
        }

        var difference = PolicyDifference.Between(old, next);
        if (invocation.IsJson)
        {
            WriteJson(invocation, old, next, difference);
        }
        else
        {
            invocation.Output.WriteLine(Headline(difference.Kind));
            foreach (string line in difference.Lines)
            {
                invocation.Output.WriteLine(line);
            }
        }

        return Task.FromResult(difference.Kind == DifferenceKind.Same ? ExitCode.Done : ExitCode.Found);
    }

    private static string Headline(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Same => "Same: both allow and pin the same.",
        DifferenceKind.Tightening => "Tightening: something is lost, nothing is gained.",
        DifferenceKind.Loosening => "Loosening: something is gained, nothing is lost.",
        _ => "Mixed: loosen first, tighten later. Propose what is gained, then what is lost.",
    };

    private static void WriteJson(Invocation invocation, PolicyDocument old, PolicyDocument next, PolicyDifference difference) =>
        invocation.WriteJson(new
        {
            Kind = Changes.Words.Of(difference.Kind),
            Before = old.Digest,
            After = next.Digest,
            difference.IsTooDifferent,
            Losses = difference.Losses.Select(Entry),
            Gains = difference.Gains.Select(Entry),
        });

    private static object Entry(DifferenceEntry entry) => new
    {
        entry.Clients,
        entry.What,
        entry.Class,
        entry.IsPinned,
        IsExact = entry.Witness is not null,
        ExampleClient = entry.Witness?.Operation.Client?.ToString(),
        ExampleUnit = entry.Witness?.Operation.Unit,
        ExampleFunction = entry.Witness?.Operation.Function.ToString(),
        ExampleAddress = entry.Witness?.Operation.Address,
    };
}
