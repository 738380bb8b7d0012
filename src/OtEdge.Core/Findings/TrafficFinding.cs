using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Findings;

/// <summary>A finding as the data plane hands it out: a value that is copied into a ring without allocating.</summary>
public struct TrafficFinding
{
    /// <summary>Most bytes of written data that are kept: as many as one Modbus request can write (V1.1b3 cl. 6.12).</summary>
    public const int DataBytesMax = 246;

    /// <summary>The <see cref="Detail"/> of a finding whose <see cref="Data"/> are the namespaces of an OPC UA server.</summary>
    public const string NamespacesDetail = "the server said its namespaces";

    private DataBuffer buffer;

    /// <summary>Index of the conduit in the data plane.</summary>
    public int Conduit { get; set; }

    /// <summary>What it is about.</summary>
    public FindingKind Kind { get; set; }

    /// <summary>What was done.</summary>
    public VerdictWord Verdict { get; set; }

    /// <summary>What the rules say.</summary>
    public Decision Decision { get; set; }

    /// <summary>The rules that decided; null when none were asked.</summary>
    public RuleSet? Rules { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset Utc { get; set; }

    /// <summary>The client's address; null when the finding has none.</summary>
    public IPAddress? Client { get; set; }

    /// <summary>The client's port; 0 when unknown.</summary>
    public int ClientPort { get; set; }

    /// <summary>Class of the operation.</summary>
    public OperationClass Class { get; set; }

    /// <summary>Function of the operation.</summary>
    public FunctionId Function { get; set; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; set; }

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space { get; set; }

    /// <summary>File number, or 0.</summary>
    public int File { get; set; }

    /// <summary>First zero-based address.</summary>
    public int Address { get; set; }

    /// <summary>Number of registers, bits or records.</summary>
    public int Count { get; set; }

    /// <summary>The OPC UA operation; null: a Modbus one, or none.</summary>
    public NodeDeed? Deed { get; set; }

    /// <summary>Type of the written OPC UA value, whose elements are in <see cref="Data"/>.</summary>
    public NodeValueType ValueType { get; set; }

    /// <summary>True when the written OPC UA value is an array.</summary>
    public bool IsArray { get; set; }

    /// <summary>True when a part of the OPC UA value was written.</summary>
    public bool HasIndexRange { get; set; }

    /// <summary>Bytes in <see cref="Data"/>, 0 to <see cref="DataBytesMax"/>.</summary>
    public int DataBytes { get; private set; }

    /// <summary>A constant text that says more, such as the wire fault's message; null: none.</summary>
    public string? Detail { get; set; }

    /// <summary>First bytes of the written data as on the wire (of the frame, for malformed ones).</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Data => ((ReadOnlySpan<byte>)buffer)[..DataBytes];

    /// <summary>Keeps the first <see cref="DataBytesMax"/> bytes of <paramref name="data"/>.</summary>
    public void SetData(ReadOnlySpan<byte> data)
    {
        DataBytes = Math.Min(data.Length, DataBytesMax);
        data[..DataBytes].CopyTo(buffer);
    }

    [InlineArray(DataBytesMax)]
    private struct DataBuffer
    {
        private byte element;
    }
}
