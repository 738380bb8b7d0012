using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>Walks the values that a Publish or Republish response brings, without allocating (OPC UA Part 4 cl. 5.14.5 and 7.25.2).</summary>
public ref struct DataChanges
{
    // DataChangeNotification in binary encoding (OPC UA Part 6 annex A).
    private const uint DataChangeNotification = 811;
    private UaReader outer;
    private UaReader inner;
    private int notifications;
    private int changes;

    /// <summary>Begins before the first value.</summary>
    /// <param name="response">The response; not a ServiceFault.</param>
    public DataChanges(in ServiceResponse response)
    {
        outer = new UaReader(response.Body);
        outer.Raw(response.ParametersStart);
        if (response.TypeId == ServiceTypes.ResponseOf(ServiceType.Publish))
        {
            SubscriptionId = outer.UInt32();
            int available = outer.ArrayLength(4);
            outer.Raw(4 * available);
            outer.Boolean();
        }

        outer.UInt32();
        outer.Int64();
        notifications = outer.ArrayLength(3);
    }

    /// <summary>The subscription; 0 for Republish, whose request says it.</summary>
    public uint SubscriptionId { get; }

    /// <summary>The client's own number of the item that <see cref="MoveNext"/> went to.</summary>
    public uint ClientHandle { get; private set; }

    /// <summary>Its value.</summary>
    public DataValueRef Value { get; private set; }

    /// <summary>Goes to the next value; false when there is none or something is wrong.</summary>
    public bool MoveNext()
    {
        while (changes == 0 && notifications > 0 && !outer.HasFailed)
        {
            notifications--;
            ExtensionObjectRef notification = outer.ExtensionObject();
            if (notification.IsBinary(DataChangeNotification))
            {
                inner = outer.Inside(notification.Body);
                changes = inner.ArrayLength(5);
            }
        }

        if (changes == 0 || outer.HasFailed)
        {
            return false;
        }

        changes--;
        ClientHandle = inner.UInt32();
        Value = inner.DataValue();
        return !inner.HasFailed;
    }
}
