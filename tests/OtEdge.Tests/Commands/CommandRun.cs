using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

/// <summary>What one command line wrote and ended with, without a process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandRun(ExitCode Code, string Output, string Error)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public JsonElement Json => JsonElement.Parse(Output);

    public static Task<CommandRun> Of(params string[] arguments) => With(new FakeApi(), arguments);

    public static async Task<CommandRun> With(FakeApi api, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await new CommandLine(Surroundings(api, output, error)).RunAsync(arguments, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public static Surroundings Surroundings(FakeApi api, TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        WidthColumns = 160,
        Time = Clock(),
        Connect = _ => api,
        WorkingDirectory = AppContext.BaseDirectory,
        Environment = static _ => null,
    };

    private static FakeTimeProvider Clock()
    {
        var time = new FakeTimeProvider(Now);
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("plant", TimeSpan.FromHours(1), "plant", "plant"));
        return time;
    }
}
