using BenchmarkDotNet.Attributes;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Benchmarks;

/// <summary>Walking the items of an OPC UA Read, checked to the last byte: numeric and string nodes.</summary>
[MemoryDiagnoser]
public class WalkingBenchmarks
{
    private byte[] body = [];

    [Params(10, 100)]
    public int Nodes { get; set; }

    [Params(true, false)]
    public bool IsNumeric { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var writer = new UaWriter();
        writer.StandardNodeId((uint)ServiceType.Read);
        writer.NodeId(new NodeIdRef(1, 4711));
        writer.Int64(1);
        writer.UInt32(5);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(0);
        writer.NullExtensionObject();
        writer.Double(0);
        writer.UInt32(3);
        writer.Int32(Nodes);
        for (uint i = 0; i < Nodes; i++)
        {
            writer.NodeId(IsNumeric ? new NodeIdRef(2, 1000 + i) : new NodeIdRef(NodeIdKind.String, 2, System.Text.Encoding.UTF8.GetBytes($"Line1.Station{i:00}.Temperature")));
            writer.UInt32(13);
            writer.Null();
            writer.UInt16(0);
            writer.Null();
        }

        body = writer.Written.ToArray();
    }

    [Benchmark]
    public int Walk()
    {
        ServiceRequest.TryRead(body, out ServiceRequest request);
        var items = new RequestItems(request);
        int hash = 0;
        while (items.MoveNext())
        {
            hash ^= items.Current.Node.Hash();
        }

        return items.Fault.IsNone ? hash : throw new InvalidOperationException($"{items.Fault}");
    }
}
