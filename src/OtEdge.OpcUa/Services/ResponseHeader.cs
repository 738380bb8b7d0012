using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>What every response begins with (OPC UA Part 4 cl. 7.34).</summary>
public readonly ref struct ResponseHeader
{
    internal ResponseHeader(scoped ref UaReader reader)
    {
        Timestamp = reader.Int64();
        Handle = reader.UInt32();
        ServiceResult = reader.UInt32();
        reader.DiagnosticInfo();
        int strings = reader.ArrayLength(4);
        for (int i = 0; i < strings && !reader.HasFailed; i++)
        {
            reader.String();
        }

        reader.ExtensionObject();
    }

    /// <summary>When the server sent it, in 100 ns since 1601-01-01.</summary>
    public long Timestamp { get; }

    /// <summary>The handle of the request.</summary>
    public uint Handle { get; }

    /// <summary>How the service went as a whole.</summary>
    public uint ServiceResult { get; }

    /// <summary>Writes a header without diagnostics.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    /// <param name="handle">The handle of the request.</param>
    /// <param name="serviceResult">How the service went.</param>
    public static void Write(UaWriter writer, long timestamp, uint handle, uint serviceResult)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Int64(timestamp);
        writer.UInt32(handle);
        writer.UInt32(serviceResult);
        writer.Byte(0);
        writer.Null();
        writer.NullExtensionObject();
    }
}
