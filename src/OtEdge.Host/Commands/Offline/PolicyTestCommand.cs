using System.CommandLine;
using OtEdge.Core.Policy;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Runs the `tests:` of policies through the rules that the data plane uses.</summary>
internal sealed class PolicyTestCommand : Verb
{
    private readonly Argument<string[]> choices = new("FILE|CONDUIT")
    {
        Description = "policy files, or conduits whose policies are meant; none: every policy of the settings",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Makes the command.</summary>
    public PolicyTestCommand(GlobalOptions globals)
        : base(
            globals,
            "test",
            "Run the tests of policies. Exit 0: all passed; 1: some failed.",
            "otedge policy test",
            "otedge policy test filling-modbus",
            "otedge policy test policies/filling-modbus.yaml --config ./config") => Arguments.Add(choices);

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var site = OfflineSite.Read(invocation);
        string[] words = invocation.Value(choices) ?? [];
        List<PolicyDocument> policies = words.Length > 0
            ? [.. words.Select(word => PolicyChoice.Of(word, site, invocation.ConfigDirectory))]
            : [.. site.Policies.Values];
        if (policies.Count == 0)
        {
            throw new CommandFailure(
                ExitCode.Wrong, $"the settings in {invocation.ConfigDirectory} hold no policy; name a file, or a directory with --config.");
        }

        var results = policies.Select(policy => (policy, results: PolicyTests.Run(policy, site))).ToList();
        int failed = results.Sum(pair => pair.results.Count(result => !result.Passed));
        if (invocation.IsJson)
        {
            WriteJson(invocation, results, failed);
        }
        else
        {
            WriteText(invocation.Output, results, failed);
        }

        return Task.FromResult(failed == 0 ? ExitCode.Done : ExitCode.Found);
    }

    private static void WriteText(
        TextWriter output, List<(PolicyDocument Policy, IReadOnlyList<PolicyTestResult> Results)> all, int failed)
    {
        foreach (var (policy, results) in all)
        {
            if (results.Count == 0)
            {
                output.WriteLine($"{policy.File}: no tests; add some under 'tests:'");
            }

            foreach (var result in results)
            {
                string expected = result.Passed ? "" : $" (expected {Word(result.Test.ExpectAllowed)})";
                output.WriteLine(
                    $"{policy.File}:{result.Test.Line}: {(result.Passed ? "passed" : "FAILED")}: "
                    + $"{result.Test.Operation.Text}: {result.Text}{expected}");
            }
        }

        output.WriteLine($"{all.Sum(pair => pair.Results.Count) - failed} passed, {failed} failed");
    }

    private static void WriteJson(
        Invocation invocation, List<(PolicyDocument Policy, IReadOnlyList<PolicyTestResult> Results)> all, int failed) =>
        invocation.WriteJson(new
        {
            Passed = all.Sum(pair => pair.Results.Count) - failed,
            Failed = failed,
            Tests = all.SelectMany(pair => pair.Results.Select(result => new
            {
                Policy = pair.Policy.Name,
                pair.Policy.File,
                result.Test.Line,
                Operation = result.Test.Operation.Text,
                Expect = Word(result.Test.ExpectAllowed),
                Decision = Word(result.Decision.IsAllowed),
                result.Passed,
                result.Text,
            })),
        });

    private static string Word(bool isAllowed) => isAllowed ? "allowed" : "refused";
}
