using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>Writes a request again without the items that are refused.</summary>
public static class RequestCut
{
    /// <summary>Writes the request that is left; everything that stays is copied byte for byte.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">A request that was walked without fault.</param>
    /// <param name="plan">What is refused; not every item.</param>
    public static WireFault Write(UaWriter writer, in ServiceRequest request, SlotPlan plan)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        var items = new RequestItems(request);
        writer.Raw(request.Body[..items.ArrayStart]);
        writer.Int32(plan.Items - plan.Refused);
        int keptFrom = items.ArrayStart + 4;
        while (items.MoveNext())
        {
            if (plan.StatusOf(items.Index) != 0)
            {
                writer.Raw(request.Body[keptFrom..items.Current.Start]);
                keptFrom = items.Current.End;
            }
        }

        writer.Raw(request.Body[keptFrom..]);
        return items.Fault;
    }
}
