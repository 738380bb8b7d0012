using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Remote;
using Spectre.Console;

namespace OtEdge.Host.Commands;

/// <summary>One call of a command: its arguments, where it writes, and the directories it works on.</summary>
internal sealed class Invocation
{
    private static readonly JsonSerializerOptions Indented = Indent();
    private readonly ParseResult result;
    private readonly GlobalOptions globals;

    /// <summary>Makes it from what the command line says.</summary>
    public Invocation(ParseResult result, GlobalOptions globals)
    {
        this.result = result;
        this.globals = globals;
        Surroundings = ((CommandLineConfiguration)result.InvocationConfiguration).Surroundings;
    }

    /// <summary>What lies outside.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>True when standard output may carry JSON only.</summary>
    public bool IsJson => result.GetValue(globals.Output) == OutputFormat.Json;

    /// <summary>True when standard output is meant for a spreadsheet.</summary>
    public bool IsCsv => result.GetValue(globals.Output) == OutputFormat.Csv;

    /// <summary>True when the person wants to hear more.</summary>
    public bool IsVerbose => result.GetValue(globals.Verbose);

    /// <summary>Where the settings are.</summary>
    public string ConfigDirectory => Directories.Config(result.GetValue(globals.Config), Surroundings);

    /// <summary>Where journal, socket and logs are.</summary>
    public string StateDirectory => Directories.State(result.GetValue(globals.State), Surroundings);

    /// <summary>The gateway elsewhere that is meant; null: the one on this machine.</summary>
    /// <exception cref="CommandFailure">What is said of it is wrong.</exception>
    public RemoteGateway? Remote => RemoteGateway.Named(result.GetValue(globals.Gateway), Surroundings);

    /// <summary>The state directory that the command line names; null when it names none.</summary>
    public string? GivenStateDirectory => result.GetValue(globals.State);

    /// <summary>Standard output, for text.</summary>
    public TextWriter Output => Surroundings.Output;

    /// <summary>The value of an option; its default when it was not given.</summary>
    public T? Value<T>(Option<T> option) => result.GetValue(option);

    /// <summary>The value of an argument; its default when it was not given.</summary>
    public T? Value<T>(Argument<T> argument) => result.GetValue(argument);

    /// <summary>The value of an argument that must be given.</summary>
    public T Required<T>(Argument<T> argument) => result.GetRequiredValue(argument);

    /// <summary>Standard output, for tables and colour.</summary>
    public IAnsiConsole Screen() => Screens.On(
        Surroundings.Output,
        Surroundings.IsTerminal,
        Surroundings.WidthColumns,
        Screens.WantsColor(Surroundings, result.GetValue(globals.NoColor)));

    /// <summary>Writes a JSON document to standard output, indented for reading.</summary>
    public void WriteJson<T>(T value) => Output.WriteLine(Json(value));

    /// <summary>A JSON document, indented for reading.</summary>
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Indented);

    /// <summary>Writes a JSON document to standard output as one line.</summary>
    public void WriteJsonLine<T>(T value)
    {
        Output.WriteLine(JsonSerializer.Serialize(value, ApiJson.Options));
        Output.Flush();
    }

    private static JsonSerializerOptions Indent()
    {
        var options = new JsonSerializerOptions(ApiJson.Options) { WriteIndented = true };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
