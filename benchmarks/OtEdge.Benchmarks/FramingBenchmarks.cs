using BenchmarkDotNet.Attributes;
using OtEdge.Modbus;

namespace OtEdge.Benchmarks;

/// <summary>Hop 2 of a frame's journey: where a frame ends, in a segment of several.</summary>
[MemoryDiagnoser]
public class FramingBenchmarks
{
    private const int Frames = 16;
    private readonly byte[] segment = [.. Enumerable.Range(0, Frames).SelectMany(n => Requests.ReadHolding((ushort)n, 10 * n))];

    [Benchmark(OperationsPerInvoke = Frames)]
    public int TryRead()
    {
        int at = 0;
        while (ModbusFraming.TryRead(segment.AsSpan(at), Mbap.AduBytesMax, out int aduBytes, out _) == FrameStatus.Done)
        {
            at += aduBytes;
        }

        return at;
    }
}
