using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>Traffic that is alike: one client doing one thing to one range, with what is known of it.</summary>
public sealed record Flow
{
    /// <summary>Stable name derived from the fingerprint, such as <c>w-3c9a41d2b07e</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The client's address; <c>others</c> when there were more clients than are told apart.</summary>
    public required string Client { get; init; }

    /// <summary>The asset that declares the client; null when none does.</summary>
    public string? ClientAsset { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>Function of the operations.</summary>
    public required FunctionId Function { get; init; }

    /// <summary>Modbus unit identifier.</summary>
    public byte Unit { get; init; }

    /// <summary>Space of the addresses.</summary>
    public RegisterSpace Space { get; init; }

    /// <summary>File number of file records; otherwise 0.</summary>
    public int File { get; init; }

    /// <summary>First zero-based address of the whole request.</summary>
    public int Address { get; init; }

    /// <summary>Number of registers, bits or records of the whole request; 0 for functions without addresses.</summary>
    public int Count { get; init; }

    /// <summary>The OPC UA operation, which then says all but the client and the class; null for Modbus.</summary>
    public NodeFact? Node { get; init; }

    /// <summary>Band of the written value, such as <c>64-127</c>; empty for everything but writes of one value.</summary>
    public string ValueBand { get; init; } = "";

    /// <summary>Smallest written value seen, in engineering units where a tag knows them; null for reads.</summary>
    public double? ValueMin { get; init; }

    /// <summary>Largest written value seen; null for reads.</summary>
    public double? ValueMax { get; init; }

    /// <summary>At most five different written values, the newest last, in words.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>True when it stands for all that a client did with one function beyond the limit of new flows, as a sweep over
    /// many addresses does; it has no addresses, and its single operations are not kept.</summary>
    public bool IsSweep { get; init; }

    /// <summary>How often it was seen.</summary>
    public long Times { get; init; }

    /// <summary>How often it passed although the rules said no.</summary>
    public long WouldBeRefused { get; init; }

    /// <summary>How often it was refused.</summary>
    public long Refused { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>168 counters, one an hour of the week in the plant's time zone, Monday 0 h first.</summary>
    public IReadOnlyList<long> HoursOfWeek { get; init; } = [];

    /// <summary>The last verdict.</summary>
    public VerdictWord LastVerdict { get; init; }

    /// <summary>The last decision's reason.</summary>
    public DecisionReason LastReason { get; init; }

    /// <summary>The rule that allowed or came closest last; null when there was none.</summary>
    public string? LastRule { get; init; }

    /// <summary>The operation as its whole request, for judging it again; values come from <see cref="RecordedOperation"/>.</summary>
    /// <param name="data">Written data as on the wire; empty for reads.</param>
    public Operation ToOperation(ReadOnlySpan<byte> data) => new()
    {
        Class = Class,
        Function = Function,
        Unit = Unit,
        Space = Space,
        File = File,
        Address = Address,
        Count = Count,
        Data = data,
    };
}
