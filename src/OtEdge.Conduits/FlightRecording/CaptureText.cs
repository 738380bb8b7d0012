using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>Writes kept frames so that Wireshark shows them as the client's connection.</summary>
internal sealed class CaptureText
{
    private readonly PcapngWriter writer;
    private readonly SyntheticTcp toServer;
    private readonly SyntheticTcp toClient;

    /// <summary>Begins a section.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="client">The client.</param>
    /// <param name="server">Where it connected, and the port that is shown instead.</param>
    public CaptureText(Stream stream, IPEndPoint client, (IPEndPoint End, int ShownPort) server)
    {
        writer = new PcapngWriter(
            stream, $"frames around a finding, as the client saw them; it connected to {server.End}, shown as port {server.ShownPort}");
        var shown = new IPEndPoint(AddressFor(client, server.End.Address), server.ShownPort);
        toServer = new SyntheticTcp(client, shown);
        toClient = new SyntheticTcp(shown, client);
    }

    /// <summary>Writes one frame.</summary>
    /// <param name="header">What is kept of it.</param>
    /// <param name="frame">Its bytes.</param>
    /// <param name="policy">The policy that decided; null: none, or it is no longer known.</param>
    /// <param name="comment">What else is to be said; null: nothing.</param>
    public void Write(in FrameHeader header, ReadOnlySpan<byte> frame, PolicyDocument? policy, string? comment)
    {
        SyntheticTcp path = header.Way is FrameWay.Request or FrameWay.RequestRest ? toServer : toClient;
        string? told = TextOf(header, policy);
        writer.Write(
            new DateTimeOffset(header.UtcTicks, TimeSpan.Zero),
            path.Packet(header.Sent, header.Received, frame),
            comment is null ? told : told is null ? comment : $"{told}\n{comment}");
    }

    // One that listens everywhere is shown in the client's family.
    private static IPAddress AddressFor(IPEndPoint client, IPAddress server) =>
        !server.Equals(IPAddress.IPv6Any) && !server.Equals(IPAddress.Any) ? server
        : client.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any
        : IPAddress.IPv6Any;

    private static string? TextOf(in FrameHeader header, PolicyDocument? policy)
    {
        if (header.Way != FrameWay.Request)
        {
            return header.Way == FrameWay.OwnReply ? "OtEdge: answered in the device's place" : null;
        }

        Decision decision = header.Decision;
        string word = header.Word switch
        {
            VerdictWord.Refused => "refused",
            VerdictWord.WouldBeRefused => "would be refused",
            _ => "allowed",
        };
        string reason = decision.Reason == DecisionReason.Allowed ? "" : $" ({decision.Reason})";
        string rule = DecisionText.RuleId(policy, decision) is { } id
            ? $", rule {id}{(DecisionText.RuleAt(policy, decision) is { Length: > 0 } place ? $" at {place}" : "")}"
            : "";
        return $"OtEdge: {word}{reason}{rule}";
    }
}
