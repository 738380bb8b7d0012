using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>The filter of a monitored item (OPC UA Part 4 cl. 7.22); the nodes that it names are walked by <see cref="FilterNodes"/>.</summary>
internal static class MonitoringFilter
{
    /// <summary>Type id of an EventFilter (OPC UA Part 6 annex A).</summary>
    public const uint Event = 727;

    private const uint DataChange = 724;
    private const uint Aggregate = 730;

    /// <summary>Reads a filter to its last byte; false when its type is not known or its body is not what the type says.</summary>
    public static bool TryRead(scoped ref UaReader outer, ExtensionObjectRef filter, out int nodes)
    {
        nodes = 0;
        if (filter.IsNull)
        {
            return true;
        }

        UaReader reader = outer.Inside(filter.Body);
        if (filter.IsBinary(DataChange))
        {
            reader.Raw(16);
        }
        else if (filter.IsBinary(Aggregate))
        {
            reader.Int64();
            reader.NodeId();
            reader.Raw(13);
        }
        else
        {
            return filter.IsBinary(Event) && TryReadNodes(reader, out nodes);
        }

        reader.End();
        return !reader.HasFailed;
    }

    private static bool TryReadNodes(UaReader body, out int nodes)
    {
        nodes = 0;
        var named = new FilterNodes(body);
        while (named.MoveNext())
        {
            nodes++;
        }

        return named.HasEndedWell();
    }
}
