using System.CommandLine;

namespace OtEdge.Host.Commands;

/// <summary>Options that every command takes, before or after its name.</summary>
internal sealed class GlobalOptions
{
    /// <summary>For whom to write.</summary>
    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "text for people, json for programs (standard output then carries JSON only)",
        HelpName = "text|json",
        Recursive = true,
        CustomParser = result =>
        {
            switch (result.Tokens.Single().Value)
            {
                case "text":
                    return OutputFormat.Text;
                case "json":
                    return OutputFormat.Json;
                case "csv":
                    return OutputFormat.Csv;
                default:
                    result.AddError($"--output '{result.Tokens[0].Value}': expected text or json");
                    return default;
            }
        },
        CompletionSources = { "text", "json" },
    };

    /// <summary>Directory of the settings.</summary>
    public Option<string?> Config { get; } = new("--config")
    {
        Description = "directory of the settings (OTEDGE_CONFIG; default /etc/otedge, else ./config)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Directory of the journal, the socket and the logs.</summary>
    public Option<string?> State { get; } = new("--state")
    {
        Description = "directory of journal, socket and logs (OTEDGE_STATE; default /var/lib/otedge, else ./state)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>A gateway elsewhere.</summary>
    public Option<string?> Gateway { get; } = new("--gateway")
    {
        Description = "a gateway elsewhere, by its console's address (OTEDGE_GATEWAY; with OTEDGE_TOKEN or OTEDGE_TOKEN_FILE, and OTEDGE_FINGERPRINT)",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>No colours.</summary>
    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "no colours (also NO_COLOR)",
        Recursive = true,
    };

    /// <summary>Says more when something fails.</summary>
    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "say more, with stack traces when something fails",
        Recursive = true,
    };

    /// <summary>Gives the root command all of them.</summary>
    public void AddTo(Command root)
    {
        root.Options.Add(Output);
        root.Options.Add(Config);
        root.Options.Add(State);
        root.Options.Add(Gateway);
        root.Options.Add(NoColor);
        root.Options.Add(Verbose);
    }
}
