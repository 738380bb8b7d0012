using System.CommandLine;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Offline;

/// <summary>Writes the JSON Schemas of the settings files.</summary>
internal sealed class SchemaCommand : Verb
{
    private readonly Argument<string> directory = new("DIR")
    {
        Description = "where to write them; made when it is missing",
    };

    /// <summary>Makes the command.</summary>
    public SchemaCommand(GlobalOptions globals)
        : base(
            globals,
            "schema",
            "Write the JSON Schemas of the settings files, with which editors complete and check them.",
            "otedge schema config/schemas") => Arguments.Add(directory);

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var written = SettingsSchema.Write(invocation.Required(directory));
        if (invocation.IsJson)
        {
            invocation.WriteJson(written);
        }
        else
        {
            foreach (string path in written)
            {
                invocation.Output.WriteLine(path);
            }
        }

        return Task.FromResult(ExitCode.Done);
    }
}
