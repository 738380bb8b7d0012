using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>Broken bytes end a channel; they never throw, and never get a message through that was not sent.</summary>
public sealed class ChannelFuzzTests
{
    [Fact]
    public void A_servers_end_survives_any_bytes()
    {
        List<byte[]> corpus = Conversation();
        var mutator = new Mutator(SeededRun.Seed, corpus);
        var random = new SeededRandom(SeededRun.Seed);
        for (int i = 0; i < SeededRun.Mutations / 50; i++)
        {
            using var server = new ServerChannel(ChannelPair.Offer(), 7) { IncomingLimits = AssemblyLimits.BeforeSession };
            byte[] stream = [.. corpus[0], .. random.Below(2) == 0 ? corpus[1] : [], .. mutator.Next(), .. mutator.Next()];
            Feed(server, stream, $"mutation {i}");
        }
    }

    [Fact]
    public void A_conversation_may_end_anywhere()
    {
        byte[] stream = [.. Conversation().SelectMany(bytes => bytes)];
        for (int end = 0; end < stream.Length; end++)
        {
            using var server = new ServerChannel(ChannelPair.Offer(), 7);
            Feed(server, stream.AsSpan(0, end), $"cut at {end}");
        }
    }

    [Fact]
    public void An_asymmetric_chunk_of_any_bytes_is_refused()
    {
        var terms = new AsymmetricTerms(
            0, SecurityPolicy.Basic256Sha256, TestCertificates.Client, OtEdge.OpcUa.Certificates.PeerCertificate.Open(TestCertificates.Server.ChainBytes.Span));
        byte[] good = AsymmetricChunk.Write(terms, new SequenceHeader(1, 1), new byte[100]);
        var mutator = new Mutator(SeededRun.Seed, [good]);
        using var sender = TestCertificates.Client.Certificate.OpenRsaKey();
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = mutator.Next();
            bool isRead = AsymmetricChunk.TryRead(bytes, SecurityPolicy.Basic256Sha256, TestCertificates.Server.Key, sender, out _);
            Assert.True(!isRead || bytes.AsSpan().SequenceEqual(good), SeededRun.Again($"mutation {i}"));
        }
    }

    private static void Feed(ServerChannel server, ReadOnlySpan<byte> stream, string what)
    {
        var now = new Moment(TimeSpan.FromHours(1), TestCertificates.Now);
        try
        {
            while (!stream.IsEmpty)
            {
                var happened = server.Receive(stream, now, out int consumed);
                if (happened.Kind == ChannelEventKind.Work)
                {
                    happened.Work!.Run();
                    happened = server.Complete(happened.Work, now);
                }

                if (consumed == 0)
                {
                    return;
                }

                stream = stream[consumed..];
            }
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail(SeededRun.Again($"{what}: {fault}"));
        }
    }

    private static List<byte[]> Conversation()
    {
        List<byte[]> sent = [];
        using var pair = new ChannelPair(ChannelPair.Offer(), ChannelPair.Ask(SecurityPolicy.None, MessageSecurityMode.None));
        pair.OnTheWay = bytes =>
        {
            if (bytes.Length > 0)
            {
                sent.Add(bytes);
            }

            return bytes;
        };
        pair.Pump();
        pair.Client.TrySend(1, new byte[40], pair.Now);
        pair.Pump();
        pair.Renew();
        pair.Client.Close(pair.Now);
        pair.Pump();
        return sent;
    }
}
