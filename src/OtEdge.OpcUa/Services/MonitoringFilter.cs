using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>The filter of a monitored item (OPC UA Part 4 cl. 7.22), which can name further nodes.</summary>
public static class MonitoringFilter
{
    private const uint DataChange = 724;
    private const uint Event = 727;
    private const uint Aggregate = 730;
    private const uint ElementOperand = 594;
    private const uint LiteralOperand = 597;
    private const uint AttributeOperand = 600;
    private const uint SimpleAttributeOperand = 603;

    /// <summary>The node of an AttributeOperand.</summary>
    /// <param name="filter">A filter that was read with its item.</param>
    /// <param name="index">0 to <see cref="RequestItem.FilterNodes"/> - 1.</param>
    /// <param name="attribute">The attribute that the operand reads.</param>
    public static NodeIdRef NodeAt(ExtensionObjectRef filter, int index, out uint attribute)
    {
        var reader = new UaReader(filter.Body);
        var search = new OperandSearch { Wanted = index };
        EventFilter(ref reader, ref search);
        attribute = search.Attribute;
        return search.Node;
    }

    /// <summary>Reads a filter to its last byte; false when its type is not known or its body is not what the type says.</summary>
    internal static bool TryRead(scoped ref UaReader outer, ExtensionObjectRef filter, out int nodes)
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
        else if (filter.IsBinary(Event))
        {
            var search = new OperandSearch { Wanted = -1 };
            EventFilter(ref reader, ref search);
            nodes = search.Found;
        }
        else
        {
            return false;
        }

        reader.End();
        return !reader.HasFailed;
    }

    private static void EventFilter(ref UaReader reader, ref OperandSearch search)
    {
        int clauses = reader.ArrayLength(14);
        for (int i = 0; i < clauses && !reader.HasFailed; i++)
        {
            SimpleOperand(ref reader);
        }

        int elements = reader.ArrayLength(8);
        for (int i = 0; i < elements && !reader.HasFailed; i++)
        {
            reader.UInt32();
            int operands = reader.ArrayLength(3);
            for (int operand = 0; operand < operands && !reader.HasFailed; operand++)
            {
                Operand(ref reader, ref search);
            }
        }
    }

    private static void Operand(ref UaReader reader, ref OperandSearch search)
    {
        ExtensionObjectRef operand = reader.ExtensionObject();
        UaReader body = reader.Inside(operand.Body);
        if (operand.IsBinary(ElementOperand))
        {
            body.UInt32();
        }
        else if (operand.IsBinary(LiteralOperand))
        {
            body.Variant();
        }
        else if (operand.IsBinary(SimpleAttributeOperand))
        {
            SimpleOperand(ref body);
        }
        else if (operand.IsBinary(AttributeOperand))
        {
            NodeIdRef node = body.NodeId();
            body.String();
            RequestShapes.RelativePath(ref body);
            search.Take(node, body.UInt32());
            body.String();
        }
        else
        {
            reader.Fail(WireFaultKind.ExtensionObjectBody);
        }

        body.End();
        if (body.HasFailed)
        {
            reader.Fail(body.Fault);
        }
    }

    private static void SimpleOperand(scoped ref UaReader reader)
    {
        reader.NodeId();
        int names = reader.ArrayLength(6);
        for (int i = 0; i < names && !reader.HasFailed; i++)
        {
            reader.QualifiedName();
        }

        reader.UInt32();
        reader.String();
    }

    private ref struct OperandSearch
    {
        public int Wanted;
        public int Found;
        public NodeIdRef Node;
        public uint Attribute;

        public void Take(NodeIdRef node, uint attribute)
        {
            if (Found++ == Wanted)
            {
                Node = node;
                Attribute = attribute;
            }
        }
    }
}
