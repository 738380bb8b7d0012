using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using OtEdge.Host.Commands.Replaying;
using OtEdge.Host.Rehearsing;

namespace OtEdge.Host.Commands.Rehearsing;

/// <summary>Rehearses a month of the demo's plant in virtual time.</summary>
internal sealed class RehearseCommand : Verb
{
    private const int DaysDefault = 28;
    private const int LearnDefault = 7;
    private const int SeedDefault = 1;

    private readonly Option<string> directory = new("--dir")
    {
        Description = "directory for settings, record, policy and reports; it must not hold a record yet",
        HelpName = "DIR",
        DefaultValueFactory = _ => "rehearsal",
    };

    private readonly Option<int?> days = Number("--days", "days to simulate, 2 to 90", DaysDefault, 2, 90);
    private readonly Option<int?> learn = Number("--learn", "of these, days to learn the policy from", LearnDefault, 1, 89);
    private readonly Option<int?> seed = Number("--seed", "seed of the plant's disturbances; the same seed gives the same month", SeedDefault, 0, int.MaxValue);

    /// <summary>Makes the command.</summary>
    public RehearseCommand(GlobalOptions globals)
        : base(
            globals,
            "rehearse",
            "Live through a month of the demo's plant in minutes: learn a policy in the first week, see what it misses. "
                + "Exit 0: the evidence warned of all of it; 1: it did not.",
            "otedge rehearse",
            "otedge rehearse --days 28 --learn 7 --dir /tmp/rehearsal --output json")
    {
        Options.Add(directory);
        Options.Add(days);
        Options.Add(learn);
        Options.Add(seed);
        Validators.Add(result =>
        {
            if ((result.GetValue(learn) ?? LearnDefault) >= (result.GetValue(days) ?? DaysDefault))
            {
                result.AddError("expected --learn to be less than --days");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        string path = Path.GetFullPath(invocation.Value(directory)!);
        if (File.Exists(Path.Combine(path, "traffic.db")))
        {
            throw new CommandFailure(ExitCode.Wrong, $"'{path}' holds a record already; name another directory with --dir.");
        }

        RehearsalView view;
        using (var progress = new Progress(invocation.Surroundings, "rehearsing"))
        {
            var rehearsal = new Rehearsal(
                path,
                invocation.Value(days) ?? DaysDefault,
                invocation.Value(learn) ?? LearnDefault,
                invocation.Value(seed) ?? SeedDefault);
            view = await rehearsal.RunAsync(progress.Tell, token);
        }

        if (invocation.IsJson)
        {
            invocation.WriteJson(view);
        }
        else
        {
            Tell(invocation, view);
        }

        return view.Holds ? ExitCode.Done : ExitCode.Found;
    }

    private static void Tell(Invocation invocation, RehearsalView view)
    {
        var output = invocation.Output;
        output.WriteLine($"{view.Days} days; a policy was learned in the first {view.LearnDays}. What the evidence said then:");
        foreach (EvidenceRegimeView regime in view.Before.Regimes)
        {
            output.WriteLine($"  {regime.Text}");
        }

        output.WriteLine($"What the policy would have refused of the whole month, {Words.Count(view.After.WouldBeRefused, "operation")}:");
        foreach (EvidenceFlowView flow in view.After.Flows)
        {
            output.WriteLine($"  {string.Join(", ", flow.Regimes.Select(pair => $"{pair.Key} {pair.Value}"))}: {flow.Text}");
        }

        output.WriteLine($"The cleaning crew did {Words.Count(view.CleaningOperations, "operation")}.");
        output.WriteLine(view.Holds
            ? "The evidence warned before, and replay shows the cleaning and nothing else."
            : "The evidence and the plant do not agree; see the reports.");
        output.WriteLine($"Settings, record, policy and reports are in {view.Directory}.");
    }

    private static Option<int?> Number(string name, string description, int value, int min, int max) => new(name)
    {
        Description = $"{description} (default {value})",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (int.TryParse(text, out int number) && number >= min && number <= max)
            {
                return number;
            }

            result.AddError($"{name} '{text}': expected a number from {min} to {max}");
            return null;
        },
    };
}
