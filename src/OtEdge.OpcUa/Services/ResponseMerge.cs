using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>Makes the answer to a request of which items were refused.</summary>
public static class ResponseMerge
{
    /// <summary>
    /// Puts the refused slots back into the device's response: results in the order of the request, diagnostics beside them, the
    /// rest byte for byte. A ServiceFault stays as it is.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="response">The device's response to what was left of the request.</param>
    /// <param name="plan">What was refused.</param>
    /// <returns>What is wrong with the response; nothing useful was written then.</returns>
    public static WireFault Write(UaWriter writer, in ServiceResponse response, SlotPlan plan)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        if (response.IsFault || plan.Service == ServiceType.UnregisterNodes)
        {
            writer.Raw(response.Body);
            return default;
        }

        ResultShape shape = ServiceTypes.ResultOf(plan.Service);
        var results = new ResponseResults(response, plan.Service);
        if (results.Fault.IsNone && results.Count != plan.Items - plan.Refused)
        {
            return new WireFault(WireFaultKind.ResultCount, plan.Items - plan.Refused, results.Count);
        }

        writer.Raw(response.Body[..results.ArrayStart]);
        writer.Int32(plan.Items);
        for (int item = 0; item < plan.Items; item++)
        {
            if (plan.StatusOf(item) is not 0 and uint status)
            {
                ResultShapes.WriteRefusal(shape, writer, status, plan.EchoOf(item));
            }
            else if (results.MoveNext())
            {
                writer.Raw(results.Current);
            }
        }

        results.MoveNext();
        if (results.Fault.IsNone && shape != ResultShape.NodeId)
        {
            return WriteDiagnostics(writer, response, plan, results);
        }

        return results.Fault;
    }

    /// <summary>Answers a request of which every item is refused, or of which there is no more than the plan to say.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">What is refused: every item.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    public static void WriteAllRefused(UaWriter writer, SlotPlan plan, long timestamp)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        writer.StandardNodeId(ServiceTypes.ResponseOf(plan.Service));
        ResponseHeader.Write(writer, timestamp, plan.Handle, Types.StatusCodes.Good);
        ResultShape shape = ServiceTypes.ResultOf(plan.Service);
        if (shape == ResultShape.None)
        {
            return;
        }

        writer.Int32(plan.Items);
        for (int item = 0; item < plan.Items; item++)
        {
            ResultShapes.WriteRefusal(shape, writer, plan.StatusOf(item), plan.EchoOf(item));
        }

        if (shape != ResultShape.NodeId)
        {
            writer.Null();
        }
    }

    /// <summary>Answers a request as a whole with a ServiceFault.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="handle">The request's handle.</param>
    /// <param name="status">Why.</param>
    /// <param name="timestamp">Now, in 100 ns since 1601-01-01.</param>
    public static void WriteFault(UaWriter writer, uint handle, uint status, long timestamp)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.StandardNodeId(ServiceTypes.ServiceFault);
        ResponseHeader.Write(writer, timestamp, handle, status);
    }

    private static WireFault WriteDiagnostics(UaWriter writer, in ServiceResponse response, SlotPlan plan, in ResponseResults results)
    {
        if (results.Diagnostics == 0)
        {
            writer.Raw(response.Body[(results.DiagnosticsStart - 4)..]);
            return default;
        }

        if (results.Diagnostics != plan.Items - plan.Refused)
        {
            return new WireFault(WireFaultKind.ResultCount, plan.Items - plan.Refused, results.Diagnostics);
        }

        writer.Int32(plan.Items);
        var reader = new UaReader(response.Body[results.DiagnosticsStart..]);
        for (int item = 0; item < plan.Items; item++)
        {
            if (plan.StatusOf(item) != 0)
            {
                writer.Byte(0);
                continue;
            }

            int start = reader.Position;
            reader.DiagnosticInfo();
            writer.Raw(reader.Since(start));
        }

        return reader.Fault;
    }
}
