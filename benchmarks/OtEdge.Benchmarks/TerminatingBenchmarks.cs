using BenchmarkDotNet.Attributes;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.Benchmarks;

/// <summary>What terminating costs a message: a chunk is copied, opened with the keys of one side, and sealed with those of the other.</summary>
[MemoryDiagnoser]
public class TerminatingBenchmarks
{
    private static readonly TokenTerms Terms = new(1, TimeSpan.FromHours(1));
    private ChunkOpener opener = null!;
    private ChunkSealer sealer = null!;
    private byte[] chunk = [], copy = [], passed = [];

    [Params(256, 8192)]
    public int BodyBytes { get; set; }

    [Params(MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt)]
    public MessageSecurityMode Mode { get; set; }

    [GlobalSetup]
    public void Seal()
    {
        byte[] near = [.. Enumerable.Repeat((byte)1, 32)], far = [.. Enumerable.Repeat((byte)2, 32)];
        ChannelToken sender = Token(near, far);
        opener = Token(far, near).Opener;
        sealer = Token(near, near).Sealer;
        chunk = new byte[sender.Sealer.ChunkBytes(BodyBytes)];
        copy = new byte[chunk.Length];
        passed = new byte[chunk.Length];
        sender.Sealer.Seal(chunk, BodyBytes);
    }

    [Benchmark]
    public int Pass()
    {
        chunk.CopyTo(copy, 0);
        if (!opener.TryOpen(copy, out int bodyBytes))
        {
            throw new InvalidOperationException("the chunk was not opened");
        }

        copy.AsSpan(ChunkSealer.BodyStart, bodyBytes).CopyTo(passed.AsSpan(ChunkSealer.BodyStart));
        sealer.Seal(passed, bodyBytes);
        return bodyBytes;
    }

    private ChannelToken Token(byte[] own, byte[] peer) => ChannelToken.Derive(Terms, SecurityPolicy.Basic256Sha256, Mode, own, peer);
}
