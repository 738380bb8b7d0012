using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>What talks to what, and how.</summary>
internal sealed class FlowsCommand : ViewVerb<FlowView[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };

    private readonly Option<string?> client = new("--client")
    {
        Description = "only of this address or asset, or of clients that no asset declares (unknown)",
        HelpName = "CLIENT",
    };

    private readonly Option<string?> operationClass = WordOption.Make<OperationClass>("--class", "only of this class");
    private readonly Option<TimeSpan?> since = DurationOption.Make("--since", "only seen within this time, such as 1h or 7d");
    private readonly Option<TimeSpan?> firstSeen = DurationOption.Make("--new", "only seen for the first time within this time, such as 24h");
    private readonly Option<string?> sort = SortOption();
    private readonly Option<int?> limit = LimitOption.Make();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">flows, or list below it.</param>
    public FlowsCommand(GlobalOptions globals, string name)
        : base(
            globals,
            name,
            "List what was seen: which client does what to which range, how often, and what the rules say. --output csv for spreadsheets.",
            new WatchOptions(),
            "otedge flows --since 1h --sort times",
            "otedge flows --new 24h --client unknown",
            "otedge flows --class write --output csv > writes.csv")
    {
        Options.Add(conduit);
        Options.Add(client);
        Options.Add(operationClass);
        Options.Add(since);
        Options.Add(firstSeen);
        Options.Add(sort);
        Options.Add(limit);
    }

    /// <inheritdoc/>
    protected override bool WritesCsv => true;

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Flows,
        ("conduit", invocation.Value(conduit)),
        ("client", invocation.Value(client)),
        ("class", invocation.Value(operationClass)),
        ("since", Duration(invocation.Value(since))),
        ("new", Duration(invocation.Value(firstSeen))),
        ("sort", invocation.Value(sort)),
        ("limit", invocation.Value(limit)?.ToString()));

    /// <inheritdoc/>
    protected override IRenderable Draw(FlowView[] view, Drawing drawing) => FlowTable.Draw(view, drawing);

    /// <inheritdoc/>
    protected override void WriteCsv(FlowView[] view, TextWriter output) => FlowCsv.Write(view, output);

    private static string? Duration(TimeSpan? span) => span is { } back ? DurationText.Of(back) : null;

    private static Option<string?> SortOption()
    {
        string words = string.Join(", ", FlowSort.Words);
        var option = new Option<string?>("--sort")
        {
            Description = $"what comes first: {words} (default last)",
            HelpName = "WORD",
            CustomParser = result =>
            {
                string word = result.Tokens.Single().Value;
                if (!FlowSort.Words.Contains(word))
                {
                    string hint = NearestWord.To(word, FlowSort.Words) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                    result.AddError($"--sort '{word}': expected one of {words}{hint}");
                }

                return word;
            },
        };
        option.CompletionSources.Add([.. FlowSort.Words]);
        return option;
    }
}
