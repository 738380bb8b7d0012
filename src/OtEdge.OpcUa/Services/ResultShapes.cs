using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>The layouts of results (OPC UA Part 4 cl. 5): reading over one, and writing one that refuses.</summary>
internal static class ResultShapes
{
    /// <summary>Fewest bytes of a result.</summary>
    public static int LeastBytes(ResultShape shape) => shape switch
    {
        ResultShape.DataValue => 1,
        ResultShape.NodeId => 2,
        ResultShape.Status => 4,
        ResultShape.AddNodesResult => 6,
        ResultShape.BrowsePathResult or ResultShape.TransferResult => 8,
        ResultShape.HistoryReadResult => 11,
        ResultShape.BrowseResult or ResultShape.HistoryUpdateResult => 12,
        ResultShape.CallResult => 16,
        ResultShape.ItemModifyResult => 19,
        _ => 23,
    };

    /// <summary>Reads one result, and gives its status; good for a NodeId.</summary>
    public static uint Read(ResultShape shape, scoped ref UaReader reader)
    {
        if (shape == ResultShape.DataValue)
        {
            return reader.DataValue().Status;
        }

        if (shape == ResultShape.NodeId)
        {
            reader.NodeId();
            return 0;
        }

        uint status = reader.UInt32();
        switch (shape)
        {
            case ResultShape.CallResult:
                reader.Raw(4 * reader.ArrayLength(4));
                Diagnostics(ref reader);
                Arguments(ref reader);
                break;
            case ResultShape.HistoryReadResult:
                reader.ByteString();
                reader.ExtensionObject();
                break;
            case ResultShape.HistoryUpdateResult:
                reader.Raw(4 * reader.ArrayLength(4));
                Diagnostics(ref reader);
                break;
            case ResultShape.ItemCreateResult:
                reader.Raw(16);
                reader.ExtensionObject();
                break;
            case ResultShape.ItemModifyResult:
                reader.Raw(12);
                reader.ExtensionObject();
                break;
            case ResultShape.BrowseResult:
                reader.ByteString();
                References(ref reader);
                break;
            case ResultShape.BrowsePathResult:
                Targets(ref reader);
                break;
            case ResultShape.AddNodesResult:
                reader.NodeId();
                break;
            case ResultShape.TransferResult:
                reader.Raw(4 * reader.ArrayLength(4));
                break;
        }

        return status;
    }

    /// <summary>Writes a result that refuses.</summary>
    /// <param name="shape">Its layout.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="status">With what.</param>
    /// <param name="node">The node as its request wrote it, for RegisterNodes.</param>
    public static void WriteRefusal(ResultShape shape, UaWriter writer, uint status, ReadOnlySpan<byte> node)
    {
        if (shape == ResultShape.NodeId)
        {
            writer.Raw(node);
            return;
        }

        if (shape == ResultShape.DataValue)
        {
            writer.Byte((byte)Types.DataValueFields.Status);
        }

        writer.UInt32(status);
        int nulls = shape switch
        {
            ResultShape.CallResult => 3,
            ResultShape.HistoryUpdateResult or ResultShape.BrowseResult => 2,
            ResultShape.HistoryReadResult or ResultShape.BrowsePathResult or ResultShape.TransferResult => 1,
            _ => 0,
        };
        for (int i = 0; i < nulls; i++)
        {
            writer.Null();
        }

        switch (shape)
        {
            case ResultShape.ItemCreateResult:
                writer.Room(16).Clear();
                writer.NullExtensionObject();
                break;
            case ResultShape.ItemModifyResult:
                writer.Room(12).Clear();
                writer.NullExtensionObject();
                break;
            case ResultShape.HistoryReadResult:
                writer.NullExtensionObject();
                break;
            case ResultShape.AddNodesResult:
                writer.UInt16(0);
                break;
        }
    }

    /// <summary>Reads an array of DiagnosticInfos.</summary>
    public static void Diagnostics(scoped ref UaReader reader)
    {
        int count = reader.ArrayLength(1);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.DiagnosticInfo();
        }
    }

    private static void Arguments(scoped ref UaReader reader)
    {
        int count = reader.ArrayLength(1);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.Variant();
        }
    }

    private static void Targets(scoped ref UaReader reader)
    {
        int count = reader.ArrayLength(6);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            reader.ExpandedNodeId();
            reader.UInt32();
        }
    }

    private static void References(scoped ref UaReader reader)
    {
        int count = reader.ArrayLength(18);
        for (int i = 0; i < count && !reader.HasFailed; i++)
        {
            _ = new ReferenceRef(ref reader);
        }
    }
}
