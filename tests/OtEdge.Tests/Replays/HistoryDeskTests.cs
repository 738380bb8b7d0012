using System.Net;
using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Tests.Gateway;
using Xunit;
using SmallPlant = OtEdge.Tests.Gateway.Plant;

namespace OtEdge.Tests.Replays;

/// <summary>A gateway records what passes, judges it again, and suggests a policy from it.</summary>
public sealed class HistoryDeskTests
{
    private const string ReadsOnly = "policy: candidate\nprotocol: modbus-tcp\nrules:\n  - id: reads\n    allow: [read]\n";
    private static readonly byte[] Read = [0, 1, 0, 0, 0, 6, 1, 3, 0, 10, 0, 2];
    private static readonly byte[] Write = [0, 2, 0, 0, 0, 6, 1, 6, 0, 10, 0, 77];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_passed_is_judged_again_by_a_candidate()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SmallPlant.Site());
        await AskAsync(gateway, Read, Read, Write);

        ReplayView view = await ReplayAsync(gateway, requests: 3);

        Assert.Equal(1, view.WouldBeRefused);
        ReplayFlowView flow = Assert.Single(view.Flows);
        Assert.Equal(("127.0.0.1", "6", "77", DecisionReason.Function), (flow.Client, flow.Function, flow.Value, flow.Reason));
        Assert.Equal(("reads", 2L), (view.Rules[0].Id, view.Rules[0].Hits));
    }

    [Fact]
    public async Task A_policy_suggested_from_what_passed_refuses_none_of_it()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SmallPlant.Site());
        await AskAsync(gateway, Read, Write, Write, Write);
        await ReplayAsync(gateway, requests: 4);

        Answer<SuggestionView> suggestion = await gateway.Runtime.Replays.SuggestAsync(SmallPlant.Filling, new SuggestionRequest("1h"), null, Cancel);

        Assert.True(suggestion.IsDone, suggestion.Refusal?.Detail);
        Assert.Equal((2, 0), (suggestion.Value.Rules, suggestion.Value.FlowsLeftOut));
        ReplayView view = await ReplayAsync(gateway, requests: 4, suggestion.Value.Text);
        Assert.Equal(0, view.WouldBeRefused);
    }

    [Theory]
    [InlineData("fillin", "1h", RefusalKind.Unknown)]
    [InlineData(SmallPlant.Filling, "soon", RefusalKind.Invalid)]
    [InlineData(SmallPlant.Filling, "0s", RefusalKind.Invalid)]
    public async Task What_cannot_be_replayed_is_refused(string conduit, string since, RefusalKind kind)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(SmallPlant.Site());

        Answer<ReplayView> replay = await gateway.Runtime.Replays.ReplayAsync(
            conduit, new ReplayRequest(new PolicyText("a.yaml", ReadsOnly), since), null, Cancel);
        Answer<SuggestionView> suggestion = await gateway.Runtime.Replays.SuggestAsync(conduit, new SuggestionRequest(since), null, Cancel);

        Assert.Equal((kind, kind), (replay.Refusal!.Kind, suggestion.Refusal!.Kind));
    }

    // What passed a moment ago is still on its way into the record.
    private static async Task<ReplayView> ReplayAsync(TestGateway gateway, long requests, string policy = ReadsOnly)
    {
        for (int tries = 0; ; tries++)
        {
            Answer<ReplayView> answer = await gateway.Runtime.Replays.ReplayAsync(
                SmallPlant.Filling, new ReplayRequest(new PolicyText("candidate.yaml", policy), "1h"), null, Cancel);
            Assert.True(answer.IsDone, answer.Refusal?.Detail);
            if (answer.Value.Requests == requests)
            {
                return answer.Value;
            }

            Assert.True(tries < 200, $"{answer.Value.Requests} of {requests} requests came into the record");
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, Cancel);
        }
    }

    // There is no device: what passes is answered with exception 0A.
    private static async Task AskAsync(TestGateway gateway, params byte[][] requests)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(gateway.Conduit().Listen!), Cancel);
        foreach (byte[] request in requests)
        {
            await client.GetStream().WriteAsync(request, Cancel);
            await client.GetStream().ReadExactlyAsync(new byte[9], Cancel);
        }
    }
}
