using System.Text;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.Testing.Mutation;
using OtEdge.Tests.Conduits.OpcUa.Terminating;
using OtEdge.Tests.OpcUa;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Attacks;

/// <summary>Whole sessions under broken requests: nothing throws, and what the rules refuse reaches no device.</summary>
public sealed class SessionFuzzTests
{
    private const int CostOfARound = 100;

    [Theory]
    [InlineData(AttackSite.Transparent, ConduitMode.Enforce)]
    [InlineData(AttackSite.Terminating, ConduitMode.Enforce)]
    [InlineData(AttackSite.Transparent, ConduitMode.Monitor)]
    [InlineData(AttackSite.Terminating, ConduitMode.Monitor)]
    public void Broken_requests_reach_nothing_forbidden_and_break_nothing(string inspection, ConduitMode mode)
    {
        using TerminatingRig rig = AttackSite.Open(inspection, mode);
        var mutator = new Mutator(SeededRun.Seed, Corpus());
        var random = new SeededRandom(SeededRun.Seed);
        RigClient client = AttackSite.Client(rig);
        for (uint i = 0; i < SeededRun.Mutations / CostOfARound; i++)
        {
            if (client.Peer.Link.IsLetGo || client.Peer.IsOver)
            {
                client = AttackSite.Client(rig);
            }

            byte[] bytes = mutator.Next();
            string what = SeededRun.Again($"{inspection}, {mode}, round {i}: {Convert.ToHexString(bytes)}");
            try
            {
                Send(client, random, 10_000 + i, bytes);
                rig.Settle();
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{what}\n{fault}");
            }

            Assert.True(mode != ConduitMode.Enforce || rig.Device.Asked.TrueForAll(asked => !Names(asked, "Secret")), what);
            rig.Device.Asked.Clear();
        }

        AttackSite.IsUnharmed(rig);
    }

    private static void Send(RigClient client, SeededRandom random, uint requestId, byte[] bytes)
    {
        switch (random.Below(5))
        {
            case 0:
                client.Peer.Link.Arrive(bytes);
                break;
            case 1:
                int cut = random.Below(bytes.Length + 1);
                client.SendChunk(ChunkKind.Intermediate, requestId, bytes.AsSpan(0, cut));
                client.SendChunk(ChunkKind.Final, requestId, bytes.AsSpan(cut));
                break;
            default:
                client.SendChunk(ChunkKind.Final, requestId, client.InSession(bytes));
                break;
        }
    }

    private static bool Names(byte[] asked, string node)
    {
        if (!ServiceRequest.TryRead(asked, out ServiceRequest request).IsNone)
        {
            return true;
        }

        bool names = false;
        for (var items = new RequestItems(request); items.MoveNext();)
        {
            names |= items.Current.HasNode && items.Current.Node.ToString().EndsWith($"s={node}", StringComparison.Ordinal);
        }

        return names;
    }

    private static List<byte[]> Corpus() =>
    [
        .. HostileBodies.All.Values.Where(body => body.Length < 1000),
        .. RecordedMessages.All.Where(one => one.IsRequest && one.Name is not ("create-session" or "activate-session" or "close-session")).Select(one => one.Body),
        AttackSite.Question,
        Messages.Read(2, "s=Open1", "s=Secret", "s=Open2"),
        Messages.Register(2, "s=Open1", "s=Secret"),
        Messages.Watch(7, 2, "s=Secret", "s=Open1"),
        HostileBodies.Browse("s=Secret"),
        HostileBodies.Path(3),
        HostileBodies.Watching("s=Open1", nodes: 3),
        HostileBodies.Transfer(7),
        Encoding.ASCII.GetBytes("MSGF" + new string('\0', 60)),
    ];
}
