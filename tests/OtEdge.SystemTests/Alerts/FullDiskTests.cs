using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>The disk is full: no file may be written. Traffic goes on, everybody is told, and it is over when there is room again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_told_while_traffic_goes_on_and_nothing_is_left_of_it_when_there_is_room_again()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "needs prlimit of util-linux");
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(1, ((IPEndPoint)device.LocalEndpoint).Port, ""));
        int port = await gateway.Port("line-1");
        await AlertingSite.Write(port, "127.0.0.2", 0, 10);
        await gateway.MoveTo("line-1", "monitor");

        await Limit(gateway, "0:unlimited");
        await Eventually.Holds(async () =>
        {
            await AlertingSite.Write(port, "127.0.0.2", 100, 10);
            return (await Status(gateway)).GetProperty("journal_fault").ValueKind == JsonValueKind.String;
        });
        CommandResult doctor = await gateway.Run("doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("cannot be written", doctor.Output);
        Assert.Contains("the journal cannot be written, nothing tightens until it can", (await gateway.Run("status")).Output);
        Assert.NotEqual(0, (await Enforce(gateway)).ExitCode);
        await AlertingSite.Write(port, "127.0.0.2", 200, 10);

        await Limit(gateway, "unlimited");
        await Eventually.Holds(async () => (await Status(gateway)).GetProperty("journal_fault").ValueKind == JsonValueKind.Null);
        await Eventually.Holds(async () => (await gateway.Run("findings", "--output", "json", "--limit", "1000")).Succeeded().Json
            .EnumerateArray().Any(finding => finding.GetProperty("address").GetInt32() == 209));
        Assert.DoesNotContain("cannot be written", (await gateway.Run("doctor")).Output);
        (await Enforce(gateway)).Succeeded();
    }

    private static Task<CommandResult> Enforce(OtEdgeProcess gateway) => gateway.Run(
        "change", "propose", "line-1", "--mode", "enforce", "--reason", "test", "--yes", "--override", "test", "--trial", "10m");

    private static async Task<JsonElement> Status(OtEdgeProcess gateway) => (await gateway.Run("status", "--output", "json")).Succeeded().Json;

    private static async Task Limit(OtEdgeProcess gateway, string bytes)
    {
        using Process limit = Process.Start("/usr/bin/prlimit", ["--pid", $"{gateway.ProcessId}", $"--fsize={bytes}"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }
}
