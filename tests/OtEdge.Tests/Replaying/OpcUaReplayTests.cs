using OtEdge.Conduits.Replaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.Conduits.OpcUa;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class OpcUaReplayTests(ITestOutputHelper output)
{
    private static readonly string[] Namespaces = [NamespaceTable.BaseUri, "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1460)]
    public void Items_are_judged_as_a_conduit_judges_them(int packetBytes)
    {
        OpcUaTalk talk = OpcUaTalk.WithSession(packetBytes, Namespaces);
        talk.Ask(200, Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"));
        talk.Answer(200, Messages.ReadAnswer(3));
        talk.Ask(201, Messages.Read(2, "s=Open1"), chunkBytesMax: 60);

        (ReplayTotals totals, ReplayReport report) = Replay(talk.Bytes);

        Assert.Equal((6, 5, 5), (totals.Requests, totals.Responses, totals.Pairs));
        Assert.Equal((6, 1), (report.Requests, report.WouldBeRefused));
        ReplayedFlow refused = Assert.Single(report.Flows);
        Assert.Equal($"nsu={NodePolicy.Uri};s=Secret", refused.Node!.Node);
        Assert.Equal((3, DecisionReason.Range), (report.Rules[0].Hits, refused.Decision.Reason));
    }

    [Fact]
    public void An_alias_does_not_hide_a_node_from_a_replay()
    {
        OpcUaTalk talk = OpcUaTalk.WithSession(1460, Namespaces);
        talk.Ask(200, Messages.Register(2, "s=Open1", "s=Open2"));
        talk.Answer(200, Messages.Registered(4711, 4712));
        talk.Ask(201, Messages.Read(1, "i=4711"));
        talk.Ask(202, Messages.Read(1, "i=4713"));

        ReplayReport report = Replay(talk.Bytes).Report;

        Assert.Equal($"nsu=urn:server;i=4713", Assert.Single(report.Flows).Node!.Node);
    }

    [Fact]
    public void What_a_server_tells_late_of_its_namespaces_holds_from_the_start()
    {
        OpcUaTalk talk = new OpcUaTalk().Begin();
        talk.Ask(101, Messages.CreateSession());
        talk.Answer(101, Messages.SessionCreated());
        talk.Ask(102, Messages.ActivateSession());
        talk.Answer(102, Messages.SessionActivated());
        talk.Ask(103, Messages.Read(2, "s=Open1"));
        talk.Answer(103, Messages.ReadAnswer(1));
        byte[] never = talk.Bytes;
        talk.Ask(104, Messages.Read(0, "i=2255"));
        talk.Answer(104, Messages.NamespacesRead(Namespaces));

        Assert.Equal((0, 0), (Replay(talk.Bytes).Report.WouldBeRefused, Replay(talk.Bytes).Totals.ServersWithoutNamespaces));
        Assert.Equal((1, 1), (Replay(never).Report.WouldBeRefused, Replay(never).Totals.ServersWithoutNamespaces));
    }

    [Fact]
    public void A_capture_that_begins_in_the_middle_is_read_from_the_next_chunk_on()
    {
        var talk = new OpcUaTalk();
        talk.Ask(200, Messages.Read(0, "i=2258"));
        talk.Answer(200, Messages.ReadAnswer(1));

        (ReplayTotals totals, ReplayReport report) = Replay(talk.Bytes);

        Assert.Equal((1, 1, 1, 0), (totals.Requests, totals.Responses, totals.Pairs, totals.NotReadable));
        Assert.Equal(0, report.WouldBeRefused);
    }

    [Fact]
    public void Unfinished_bytes_are_kept_within_the_limit()
    {
        OpcUaTalk talk = OpcUaTalk.WithSession(1460, Namespaces);
        talk.Ask(200, new byte[50_000]);
        using var capture = new MemoryStream(talk.Bytes);

        ReplayTotals totals = OpcUaReplay.Run(
            capture, new OpcUaReplayOptions { KeptBytesMax = 4_000 }, new Replayer(Rules), new NodePaths());

        Assert.True(totals is { Requests: 4, SkippedSegments: > 0 }, totals.ToString());
    }

    [Fact]
    public void A_replay_stands_mutated_captures()
    {
        OpcUaTalk talk = OpcUaTalk.WithSession(400, Namespaces);
        talk.Ask(200, Messages.Register(2, "s=Open1", "s=Open2"));
        talk.Answer(200, Messages.Registered(4711, 4712));
        talk.Ask(201, Messages.Read(1, "i=4711", "s=Secret"), chunkBytesMax: 60);
        talk.Answer(201, Messages.ReadAnswer(2));
        var small = new OpcUaTalk();
        small.Ask(200, Messages.Read(0, "i=2258"));
        small.Answer(200, Messages.ReadAnswer(1));
        int mutations = SeededRun.Mutations / 10;
        output.WriteLine($"{mutations} mutations, OTEDGE_SEED={SeededRun.Seed}");
        var mutator = new Mutator(unchecked(SeededRun.Seed + 21), [talk.Bytes, small.Bytes]);
        long requests = 0;
        for (int i = 0; i < mutations; i++)
        {
            byte[] bytes = mutator.Next();
            try
            {
                (ReplayTotals totals, ReplayReport report) = Replay(bytes);
                requests += totals.Requests;
                Assert.InRange(totals.Requests, 0, bytes.Length / 24);
                Assert.True(report.WouldBeRefused <= report.Requests);
            }
            catch (Exception failure)
            {
                Assert.Fail(SeededRun.Again($"{Convert.ToHexString(bytes)}: {failure}"));
            }
        }

        Assert.True(requests > mutations / 10, $"only {requests} requests were found in mutated bytes");
    }

    [Fact]
    public void A_capture_cut_anywhere_is_read_up_to_the_cut()
    {
        OpcUaTalk talk = OpcUaTalk.WithSession(1460, Namespaces);
        byte[] bytes = talk.Bytes;
        long last = 0;
        for (int length = 24; length <= bytes.Length; length++)
        {
            long requests = Replay(bytes[..length]).Totals.Requests;
            Assert.True(requests >= last, $"cut at {length}");
            last = requests;
        }

        Assert.Equal(4, last);
    }

    private static (ReplayTotals Totals, ReplayReport Report) Replay(byte[] bytes)
    {
        var replayer = new Replayer(Rules);
        using var capture = new MemoryStream(bytes);
        var options = new OpcUaReplayOptions();
        options = options with { Namespaces = OpcUaReplay.ReadNamespaces(capture, options) };
        capture.Position = 0;
        ReplayTotals totals = OpcUaReplay.Run(capture, options, replayer, new NodePaths());
        return (totals, replayer.Finish());
    }
}
