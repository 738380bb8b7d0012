using System.Diagnostics;
using System.Text;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Tests.Conduits.OpcUa;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.FlightRecording;

/// <summary>Messages around a finding of an OPC UA conduit are kept, and others read them.</summary>
public sealed class OpcUaFlightTests
{
    private const string Tshark = "/usr/bin/tshark";
    private static readonly string[] Namespaces = ["http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri];
    private static readonly RuleSet Rules = new NodePolicy().Rule("open", OperationClasses.Read | OperationClasses.Browse, "Open*").Rules;
    private readonly FrameLog log = new();

    [Fact]
    public void The_connection_up_to_a_refusal_is_kept_and_can_be_replayed()
    {
        byte[] file = Assert.Single(Refused(ConduitMode.Enforce, "s=Secret"));

        ReplayTotals totals = Replayed(file);

        // OPN, CreateSession and the Read; what a session is activated with may be a password, and is a gap.
        Assert.Equal((3, 4, 0, 0), (totals.Requests, totals.Responses, totals.MalformedRequests, totals.Faults));
        Assert.Equal(1, totals.Gaps);
        Assert.Contains("OtEdge: refused (Range), rule open", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Contains("OtEdge: answered in the device's place", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_message_is_kept_in_packets_that_fit_together()
    {
        string[] names = ["s=Secret", .. Enumerable.Range(0, 200).Select(i => $"s=Open{i:D20}")];
        byte[] file = Assert.Single(Refused(ConduitMode.Monitor, names));

        ReplayTotals totals = Replayed(file);

        Assert.Equal((0, 0), (totals.MalformedRequests, totals.Faults));
        Assert.Contains("OtEdge: would be refused (Range), rule open", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_user_proves_itself_with_is_never_kept()
    {
        byte[] activation = Messages.ActivateSession();
        foreach (byte[] file in Refused(ConduitMode.Enforce, "s=Secret"))
        {
            Assert.False(file.AsSpan().IndexOf(activation.AsSpan(4)) >= 0);
        }
    }

    [Fact]
    public void Tshark_shows_requests_by_their_names_and_with_the_verdict()
    {
        Assert.SkipUnless(File.Exists(Tshark), "tshark is not installed");
        string file = Path.Combine(Path.GetTempPath(), $"otedge-{Guid.NewGuid():N}.pcapng");
        File.WriteAllBytes(file, Assert.Single(Refused(ConduitMode.Enforce, "s=Secret")));
        try
        {
            string shown = Shown(file, "-V");
            Assert.Contains("ReadRequest", shown, StringComparison.Ordinal);
            Assert.Contains("CreateSessionRequest", shown, StringComparison.Ordinal);
            Assert.Contains("OtEdge: refused (Range), rule open", shown, StringComparison.Ordinal);
            Assert.Contains("finding f-12345678: made up", shown, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private List<byte[]> Refused(ConduitMode mode, params string[] names)
    {
        UaRig rig = new UaRig(mode, Rules).WithSession(Namespaces);
        rig.Ask(200, Messages.Read(2, names));
        rig.Client.ArriveEnd();
        rig.Loop.Turn();
        while (rig.Loop.Flights!.Tell(log))
        {
        }

        return log.Files;
    }

    private static ReplayTotals Replayed(byte[] file)
    {
        using var capture = new MemoryStream(file);
        return OpcUaReplay.Run(capture, new OpcUaReplayOptions(), new FlowCollector([]), new NodePaths());
    }

    private static string Shown(string file, params string[] arguments)
    {
        using Process tshark = Process.Start(new ProcessStartInfo(Tshark, ["-n", "-r", file, .. arguments]) { RedirectStandardOutput = true })!;
        string output = tshark.StandardOutput.ReadToEnd();
        tshark.WaitForExit();
        return output;
    }
}
