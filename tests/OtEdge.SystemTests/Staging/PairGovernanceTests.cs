using System.Text.Json;
using OtEdge.SystemTests.Modbus;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Staging;

/// <summary>Two people with two accounts of the operating system, each with the program itself.</summary>
public sealed class PairGovernanceTests
{
    private const string Nobody = "65534";

    private static readonly string[] Override = ["--override", "bench"];

    [Fact]
    public async Task The_author_cannot_approve_and_a_second_account_can()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can become somebody else");
        (string Path, string Text)[] files = TestSites.Files(1, TestSites.SetpointOnly);
        files[0].Text = files[0].Text.Replace("governance: solo", "governance: pair", StringComparison.Ordinal);
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(files);
        gateway.OpenToGroup();

        string id = Id(await gateway.Run(["change", "propose", TestSites.Conduit, "--mode", "monitor", "--reason", "see", "--yes", "--output", "json"]));
        CommandResult own = await gateway.Run("change", "approve", id);
        Assert.Equal(3, own.ExitCode);
        Assert.Contains("root proposed it, so somebody else decides on it", own.Errors, StringComparison.Ordinal);
        CommandResult early = await gateway.Run("change", "arm", id);
        Assert.Equal(3, early.ExitCode);
        Assert.Contains("still needs the approval of one other person", early.Errors, StringComparison.Ordinal);

        (await gateway.RunAs(Nobody, "change", "approve", id)).Succeeded();
        (await gateway.Run("change", "arm", id)).Succeeded();
        string trial = Id(await gateway.Run(
            ["change", "propose", TestSites.Conduit, "--mode", "enforce", "--reason", "go", "--yes", .. Override, "--output", "json"]));
        (await gateway.RunAs(Nobody, "change", "approve", trial)).Succeeded();
        (await gateway.RunAs(Nobody, "change", "arm", trial)).Succeeded();

        JsonElement shown = (await gateway.Run("changes", "show", trial, "--output", "json")).Succeeded().Json;
        Assert.Equal("trial", shown.GetProperty("state").GetString());
        Assert.Equal("nobody", shown.GetProperty("approvals")[0].GetProperty("by").GetString());
        CommandResult late = await gateway.Run("change", "confirm", trial, "--seen", "1");
        Assert.Equal(3, late.ExitCode);
        Assert.Contains("since you looked at it", late.Errors, StringComparison.Ordinal);
        (await gateway.RunAs(Nobody, "change", "hurt", "--reason", "pump stopped")).Succeeded();
    }

    private static string Id(CommandResult result) => result.Succeeded().Json.GetProperty("id").GetString()!;
}
