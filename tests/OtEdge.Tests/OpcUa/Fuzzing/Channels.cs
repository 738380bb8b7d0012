using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.OpcUa.Fuzzing;

/// <summary>Both ends of channels that are fed with broken chunks, after a good beginning.</summary>
internal static class Channels
{
    private static readonly Moment Now = new(TimeSpan.FromHours(1), TestCertificates.Now);

    /// <summary>What one side of a channel without protection says: hello, a channel, messages, a renewal, the end.</summary>
    public static List<byte[]> Conversation(bool ofClient)
    {
        List<byte[]> said = [];
        using var pair = new ChannelPair(ChannelPair.Offer(), ChannelPair.Ask(SecurityPolicy.None, MessageSecurityMode.None));
        Func<byte[], byte[]> keep = bytes =>
        {
            if (bytes.Length > 0)
            {
                said.Add(bytes);
            }

            return bytes;
        };
        pair.OnTheWay = ofClient ? keep : pair.OnTheWay;
        pair.OnTheWayBack = ofClient ? pair.OnTheWayBack : keep;
        pair.Pump();
        pair.Client.TrySend(1, new byte[40], pair.Now);
        pair.Server.TrySend(1, new byte[40], pair.Now);
        pair.Pump();
        pair.Renew();
        pair.Client.Close(pair.Now);
        pair.Pump();
        return said;
    }

    public static void FeedServer(byte[] bytes)
    {
        foreach (int good in (int[])[0, 1, 2])
        {
            using var server = new ServerChannel(ChannelPair.Offer(), 7) { IncomingLimits = AssemblyLimits.BeforeSession };
            Feed(server, [.. Client.Value.Take(good).SelectMany(one => one), .. bytes]);
        }
    }

    public static void FeedClient(byte[] bytes)
    {
        foreach (int good in (int[])[0, 1, 2])
        {
            using var client = new ClientChannel(ChannelPair.Ask(SecurityPolicy.None, MessageSecurityMode.None));
            client.Greet();
            Feed(client, [.. Server.Value.Take(good).SelectMany(one => one), .. bytes]);
        }
    }

    private static readonly Lazy<List<byte[]>> Client = new(() => Conversation(ofClient: true));
    private static readonly Lazy<List<byte[]>> Server = new(() => Conversation(ofClient: false));

    private static void Feed(ChannelEnd end, ReadOnlySpan<byte> stream)
    {
        while (!stream.IsEmpty)
        {
            ChannelEvent happened = end.Receive(stream, Now, out int consumed);
            if (happened.Kind == ChannelEventKind.Work)
            {
                happened.Work!.Run();
                happened = end.Complete(happened.Work, Now);
            }

            if (consumed == 0)
            {
                return;
            }

            stream = stream[consumed..];
        }
    }
}
