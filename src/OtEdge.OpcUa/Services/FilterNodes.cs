using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>
/// Walks the nodes that the filter of a monitored item names besides the item's own: those of AttributeOperands in the where clause of an
/// EventFilter (OPC UA Part 4 cl. 7.22.3). Once <see cref="MoveNext"/> has said false, everything was read.
/// </summary>
public ref struct FilterNodes
{
    private const uint ElementOperand = 594;
    private const uint LiteralOperand = 597;
    private const uint AttributeOperand = 600;
    private const uint SimpleAttributeOperand = 603;
    private UaReader reader;
    private int elements;
    private int operands;

    /// <summary>Begins before the first node of a filter that was read with its item.</summary>
    public FilterNodes(ExtensionObjectRef filter)
        : this(new UaReader(filter.IsBinary(MonitoringFilter.Event) ? filter.Body : default), filter.IsBinary(MonitoringFilter.Event))
    {
    }

    internal FilterNodes(UaReader body, bool isEventFilter = true)
    {
        reader = body;
        if (!isEventFilter)
        {
            return;
        }

        int clauses = reader.ArrayLength(14);
        for (int i = 0; i < clauses && !reader.HasFailed; i++)
        {
            SimpleOperand(ref reader);
        }

        elements = reader.ArrayLength(8);
    }

    /// <summary>The node that <see cref="MoveNext"/> went to.</summary>
    public NodeIdRef Node { get; private set; }

    /// <summary>The attribute that is read of it.</summary>
    public uint Attribute { get; private set; }

    /// <summary>Goes to the next node; false when there is none, or something is wrong.</summary>
    public bool MoveNext()
    {
        while (!reader.HasFailed)
        {
            if (operands > 0)
            {
                operands--;
                if (TakeOperand())
                {
                    return true;
                }
            }
            else if (elements > 0)
            {
                elements--;
                reader.UInt32();
                operands = reader.ArrayLength(3);
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True when the filter was read to its last byte.</summary>
    internal bool HasEndedWell()
    {
        reader.End();
        return !reader.HasFailed;
    }

    private bool TakeOperand()
    {
        ExtensionObjectRef operand = reader.ExtensionObject();
        UaReader body = reader.Inside(operand.Body);
        bool isNode = operand.IsBinary(AttributeOperand);
        if (isNode)
        {
            Node = body.NodeId();
            body.String();
            RequestShapes.RelativePath(ref body);
            Attribute = body.UInt32();
            body.String();
        }
        else if (operand.IsBinary(ElementOperand))
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
        else
        {
            reader.Fail(WireFaultKind.ExtensionObjectBody);
        }

        body.End();
        if (body.HasFailed)
        {
            reader.Fail(body.Fault);
        }

        return isNode && !reader.HasFailed;
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
}
