using BenchmarkDotNet.Attributes;
using OtEdge.Conduits.Modbus;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Benchmarks;

/// <summary>Hop 3 of a frame's journey: a frame is checked and becomes an operation.</summary>
[MemoryDiagnoser]
public class InspectionBenchmarks
{
    private readonly byte[] read = Requests.ReadHolding(1, 100);
    private readonly byte[] write = Requests.WriteHolding(2, 100);
    private readonly byte[] malformed = Requests.ReadHolding(3, 65_530);

    [Benchmark]
    public int Read() => Inspect(read);

    [Benchmark]
    public int Write() => Inspect(write);

    [Benchmark]
    public int Malformed() => Inspect(malformed);

    private static int Inspect(byte[] adu)
    {
        if (!ModbusRequest.TryParse(adu, out ModbusRequest request, out _))
        {
            return ModbusInspector.Malformed(adu).Count;
        }

        Operation operation = ModbusInspector.Only(request);
        return operation.Address + operation.Count;
    }
}
