using System.CommandLine;
using System.Globalization;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Says which rule allows or refuses one operation, and why.</summary>
internal sealed class PolicyExplainCommand : Verb
{
    private readonly Argument<string> conduit;

    private readonly Argument<string[]> operation = new("OPERATION")
    {
        HelpName = "OPERATION",
        Description = "the operation in words; one of" + Environment.NewLine + OperationText.Usage,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> client = new("--client")
    {
        Description = "address or asset of the client; absent: a client that no asset declares",
        HelpName = "IP|ASSET",
    };

    private readonly Option<string?> user = new("--user")
    {
        Description = "OPC UA user: anonymous (default), a user name or a certificate thumbprint",
        HelpName = "NAME",
    };

    private readonly Option<EURange?> range = new("--eu-range")
    {
        Description = "the node's EURange, for rules that limit by it (default: not known)",
        HelpName = "LOW:HIGH",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            string[] bounds = text.Split(':');
            if (bounds.Length == 2
                && double.TryParse(bounds[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
                && double.TryParse(bounds[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
                && low <= high)
            {
                return new EURange(low, high);
            }

            result.AddError($"--eu-range '{text}': expected the smallest and the largest value, such as 0:100");
            return null;
        },
    };

    private readonly Option<string?> unit = new("--unit") { Description = "Modbus unit identifier (default 1)", HelpName = "N" };

    /// <summary>Makes the command.</summary>
    public PolicyExplainCommand(GlobalOptions globals)
        : base(
            globals,
            "explain",
            "Say which rule (file and line) allows or refuses an operation, and why. Exit 0: allowed; 1: refused.",
            "otedge policy explain filling-modbus --client 10.20.0.11 write holding-register 120 float32 90",
            "otedge policy explain filling-modbus --client scada-1 --unit 1 read holding-register 0-9",
            "otedge policy explain filling-opcua --client mes write 'nsu=http://acme.com/filler/;s=Line1.Target' 90")
    {
        conduit = ConduitArgument.Make(globals);
        operation.CompletionSources.Add("read", "write", "function", "holding-register", "input-register", "coil", "discrete-input", "tag");
        Arguments.Add(conduit);
        Arguments.Add(operation);
        Options.Add(client);
        Options.Add(unit);
        Options.Add(user);
        Options.Add(range);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var site = OfflineSite.Read(invocation);
        string name = invocation.Required(conduit);
        var policy = PolicyChoice.OfConduit(name, site, invocation.ConfigDirectory);
        if (!OperationText.TryParse(site, policy, Words(invocation), out var example, out string problem) || example is null)
        {
            throw new CommandFailure(ExitCode.Wrong, problem);
        }

        if (invocation.Value(range) is { } told)
        {
            example = example.Node is { } node
                ? example with { Node = node with { EURange = told } }
                : throw new CommandFailure(ExitCode.Wrong, "--eu-range is for nodes of OPC UA; this operation is of Modbus.");
        }

        var question = policy with { Tests = [new PolicyTest(example, ExpectAllowed: true, Line: 0)] };
        var result = PolicyTests.Run(question, site).Single();
        if (invocation.IsJson)
        {
            invocation.WriteJson(Answer(name, policy, example, result));
        }
        else
        {
            invocation.Output.WriteLine(result.Text);
            invocation.Output.WriteLine(Consequence(result.Decision));
        }

        return Task.FromResult(result.Passed ? ExitCode.Done : ExitCode.Found);
    }

    private static object Answer(string conduit, PolicyDocument policy, OperationExample example, PolicyTestResult result)
    {
        var (rule, line) = Rule(policy, result.Decision);
        return new
        {
            Conduit = conduit,
            Policy = policy.Name,
            policy.File,
            Client = example.Client?.ToString(),
            Unit = example.Node is null ? example.Unit : (byte?)null,
            Operation = example.Text,
            Decision = result.Decision.IsAllowed ? "allowed" : "refused",
            result.Decision.Reason,
            Rule = rule,
            RuleAt = rule is null ? null : $"{policy.File}:{line}",
            Notes = Enum.GetValues<DecisionNotes>()
                .Where(note => note != DecisionNotes.None && result.Decision.Notes.HasFlag(note))
                .Select(note => Rendering.Words.Snake(note)),
            result.Text,
        };
    }

    private static (string? Id, int Line) Rule(PolicyDocument policy, Decision decision) => decision switch
    {
        { Rule: < 0 } => (null, 0),
        { Reason: DecisionReason.Pinned } => (policy.Pinned[decision.Rule].Id, policy.Pinned[decision.Rule].Line),
        _ => (policy.Rules[decision.Rule].Id, policy.Rules[decision.Rule].Line),
    };

    private static string Consequence(Decision decision) => decision.Reason switch
    {
        DecisionReason.Allowed => "It is forwarded in every mode.",
        DecisionReason.EURangeUnknown => "It is refused where the conduit enforces, for as long as OtEdge does not know the EURange; --eu-range LOW:HIGH says it here.",
        DecisionReason.Pinned => "It is refused in every mode but bypass.",
        _ => "In monitor it is forwarded and recorded as 'would be refused'; in enforce it is refused when its class is in the scope.",
    };

    private List<string> Words(Invocation invocation)
    {
        List<string> words = [.. invocation.Value(operation) ?? []];
        if (invocation.Value(unit) is { } number)
        {
            words.InsertRange(0, ["unit", number]);
        }

        if (invocation.Value(user) is { } name)
        {
            words.InsertRange(0, ["user", name]);
        }

        if (invocation.Value(client) is { } who)
        {
            words.InsertRange(0, ["client", who]);
        }

        return words;
    }
}
