using System.Net;
using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>A candidate is shadowed over the API's port: its difference shows, and what is decided stays as it was.</summary>
public sealed class ShadowDeskTests
{
    private const string ReadsOnly = "policy: candidate\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\n";
    private static readonly byte[] Write = [0, 2, 0, 0, 0, 6, 1, 6, 0, 10, 0, 77];
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_candidate_is_judged_beside_the_live_rules_until_it_is_taken_off()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        Assert.Null(gateway.Runtime.Shadows.Report(Plant.Filling).Value!.Shadow);
        ShadowReport set = await SetAsync(gateway, new PolicyText("new.yaml", ReadsOnly));
        Assert.Equal(("candidate", gateway.Time.GetUtcNow()), (set.Shadow!.Policy, set.Shadow.Since));
        await AskAsync(gateway);
        await AskAsync(gateway);

        await Eventually.TrueAsync(() => Report(gateway).Differences is [{ Times: 2 }]);

        ShadowView seen = gateway.Conduit().Shadow!;
        Assert.Equal((2, 2, 2, 0), (seen.JudgedTotal, seen.WouldBeRefusedTotal, seen.DiffersTotal, seen.FaultsTotal));
        FindingView difference = Report(gateway).Differences[0];
        Assert.Equal((FindingKind.ShadowDifference, VerdictWord.Allowed), (difference.Kind, difference.Verdict));
        Assert.StartsWith("candidate candidate would refuse what passes now: 127.0.0.1: ", difference.Text, StringComparison.Ordinal);
        Assert.Equal((2, 0, 0), (gateway.Conduit().RequestsTotal, gateway.Conduit().WouldBeRefusedTotal, gateway.Conduit().RefusedTotal));

        await SetAsync(gateway, null);
        await AskAsync(gateway);
        Assert.Null(gateway.Conduit().Shadow);
        Assert.Empty(Report(gateway).Differences);
    }

    [Fact]
    public async Task It_stays_over_changes_of_the_live_posture_and_ends_with_the_process()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await SetAsync(gateway, new PolicyText("new.yaml", ReadsOnly));

        await gateway.EnforceAsync();
        await AskAsync(gateway);
        Assert.Equal((1, 1, 0), (Shadow().JudgedTotal, Shadow().WouldBeRefusedTotal, Shadow().DiffersTotal));
        await gateway.BootAsync(Plant.Site());

        Assert.Null(gateway.Conduit().Shadow);

        ShadowView Shadow() => gateway.Conduit().Shadow!;
    }

    [Fact]
    public async Task A_candidate_with_problems_is_refused_and_the_former_one_stays()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await SetAsync(gateway, new PolicyText("new.yaml", ReadsOnly));

        Answer<ShadowReport> wrong = await gateway.Runtime.Shadows.SetAsync(
            Plant.Filling, new ShadowRequest(new PolicyText("wrong.yaml", "policy: wrong\nrules: 7\n")), Cancel);
        Answer<ShadowReport> nowhere = await gateway.Runtime.Shadows.SetAsync("fillin", new ShadowRequest(), Cancel);

        Assert.Equal(RefusalKind.Invalid, wrong.Refusal!.Kind);
        Assert.Contains("wrong.yaml", wrong.Refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Unknown, nowhere.Refusal!.Kind);
        Assert.Equal("candidate", gateway.Conduit().Shadow!.Policy);
    }

    private static ShadowReport Report(TestGateway gateway) => gateway.Runtime.Shadows.Report(Plant.Filling).Value!;

    private static async Task<ShadowReport> SetAsync(TestGateway gateway, PolicyText? policy)
    {
        Answer<ShadowReport> answer = await gateway.Runtime.Shadows.SetAsync(Plant.Filling, new ShadowRequest(policy), Cancel);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    // There is no device: whatever passes is answered with exception 0A, and whatever is refused with another.
    private static async Task AskAsync(TestGateway gateway)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(gateway.Conduit().Listen!), Cancel);
        await client.GetStream().WriteAsync(Write, Cancel);
        byte[] answer = new byte[9];
        await client.GetStream().ReadExactlyAsync(answer, Cancel);
        Assert.Equal(0x86, answer[7]);
    }
}
