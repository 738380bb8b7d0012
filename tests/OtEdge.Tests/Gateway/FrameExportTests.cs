using System.Net;
using System.Net.Sockets;
using System.Text;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>From a refused request to a file that the command wrote.</summary>
public sealed class FrameExportTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task The_frames_of_a_refusal_are_exported_by_its_id()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), servesApi: true);
        await gateway.EnforceAsync();
        byte[] request = [0, 2, 0, 0, 0, 6, 1, 6, 0, 10, 0, 77];
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPEndPoint.Parse(gateway.Conduit().Listen!), TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
            await client.GetStream().ReadExactlyAsync(new byte[9], TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(() => gateway.Runtime.Frames.Export(new FrameQuery()) is { IsDone: true } found && Close(found.Value));
        await Eventually.TrueAsync(() => gateway.Findings(FindingKind.Refusal).Count == 1);
        string id = gateway.Findings(FindingKind.Refusal)[0].Id;
        (ExitCode code, string said) = await RunAsync(gateway, "capture", "export", "--finding", id, "--out", file);

        Assert.True(code == ExitCode.Done, said);
        byte[] capture = File.ReadAllBytes(file);
        Assert.True(capture.AsSpan().IndexOf(request) > 0);
        Assert.Contains($"finding {id}: 127.0.0.1 was refused", Encoding.UTF8.GetString(capture), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(gateway, "capture", "export", "--conduit", Plant.Filling, "--out", file)).Code);
        (ExitCode none, string why) = await RunAsync(gateway, "capture", "export", "--finding", "f-00000000", "--out", file);
        Assert.NotEqual(ExitCode.Done, none);
        Assert.Contains("no frames were kept that fit", why, StringComparison.Ordinal);
    }

    private static bool Close(IReadOnlyList<Stream> sections)
    {
        foreach (Stream section in sections)
        {
            section.Dispose();
        }

        return true;
    }

    private static async Task<(ExitCode Code, string Said)> RunAsync(TestGateway gateway, params string[] arguments)
    {
        var output = new StringWriter();
        var surroundings = new Surroundings { Output = output, Error = output, Time = gateway.Time };
        ExitCode code = await new CommandLine(surroundings).RunAsync(
            [.. arguments, "--state", gateway.StateDirectory], TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
