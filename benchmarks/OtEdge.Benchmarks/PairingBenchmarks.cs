using BenchmarkDotNet.Attributes;
using OtEdge.Conduits.Modbus;
using OtEdge.Modbus;

namespace OtEdge.Benchmarks;

/// <summary>The way back: a reply finds its request among those that wait, and is checked against it.</summary>
[MemoryDiagnoser]
public class PairingBenchmarks
{
    private const long DueTicks = 1;
    private readonly PendingTable pending = new();
    private byte[] request = [];
    private byte[] reply = [];

    /// <summary>Requests of the same connection that wait beside it.</summary>
    [Params(0, 15)]
    public int Others { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        for (ushort n = 1; n <= Others; n++)
        {
            Remember(Requests.ReadHolding(n, n));
        }

        request = Requests.ReadHolding(1000, 100);
        reply = Requests.HoldingReply(1000);
    }

    [Benchmark]
    public ReplyCheck Pair()
    {
        Remember(request);
        int index = pending.Find(AduHeader.Of(reply));
        ReplyCheck check = ModbusReply.Read(reply, pending[index].Request).Check;
        pending.Remove(index);
        return check;
    }

    private void Remember(byte[] adu)
    {
        _ = ModbusRequest.TryParse(adu, out ModbusRequest parsed, out _);
        _ = pending.Add(PendingRequest.Of(parsed), nowTicks: 0, DueTicks);
    }
}
