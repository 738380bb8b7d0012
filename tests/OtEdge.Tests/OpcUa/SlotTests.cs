using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.OpcUa;

/// <summary>Cutting items out of requests, and putting refused slots back into responses.</summary>
public sealed class SlotTests
{
    private const uint Denied = StatusCodes.BadUserAccessDenied;

    [Fact]
    public void A_cut_request_names_the_other_items_in_order()
    {
        byte[] body = ReadOf("a", "b", "c", "d");
        ServiceRequest.TryRead(body, out ServiceRequest request);
        var plan = new SlotPlan(ServiceType.Read, 5, 4);
        plan.Refuse(0, Denied);
        plan.Refuse(2, Denied);
        var writer = new UaWriter();
        Assert.True(RequestCut.Write(writer, request, plan).IsNone);
        Assert.Equal(ReadOf("b", "d"), writer.Written.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refused_slot_comes_back_in_its_place_with_its_diagnostics(bool hasDiagnostics)
    {
        var plan = new SlotPlan(ServiceType.Write, 5, 3);
        plan.Refuse(1, Denied);
        byte[] rest = WriteAnswer(hasDiagnostics ? 2 : 0, StatusCodes.Good, StatusCodes.BadNodeIdUnknown);
        var writer = new UaWriter();
        ServiceResponse.TryRead(rest, out ServiceResponse response);
        Assert.True(ResponseMerge.Write(writer, response, plan).IsNone);
        ServiceResponse.TryRead(writer.Written, out ServiceResponse merged);
        var results = new ResponseResults(merged, ServiceType.Write);
        var statuses = new List<uint>();
        while (results.MoveNext())
        {
            statuses.Add(results.Status);
        }

        Assert.True(results.Fault.IsNone);
        Assert.Equal([StatusCodes.Good, Denied, StatusCodes.BadNodeIdUnknown], statuses);
        Assert.Equal(hasDiagnostics ? 3 : 0, results.Diagnostics);
        if (hasDiagnostics)
        {
            // Each of the device's says its symbolic id; the refused slot's says nothing.
            Assert.Equal<byte>([1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0], merged.Body[results.DiagnosticsStart..].ToArray());
        }
    }

    [Fact]
    public void A_device_that_answers_other_than_asked_is_a_fault()
    {
        var plan = new SlotPlan(ServiceType.Write, 5, 3);
        plan.Refuse(1, Denied);
        ServiceResponse.TryRead(WriteAnswer(0, StatusCodes.Good), out ServiceResponse tooFew);
        Assert.Equal(WireFaultKind.ResultCount, ResponseMerge.Write(new UaWriter(), tooFew, plan).Kind);
        ServiceResponse.TryRead(WriteAnswer(1, StatusCodes.Good, StatusCodes.Good), out ServiceResponse tooFewDiagnostics);
        Assert.Equal(WireFaultKind.ResultCount, ResponseMerge.Write(new UaWriter(), tooFewDiagnostics, plan).Kind);
        ServiceResponse.TryRead(RecordedMessages.Response("browse"), out ServiceResponse other);
        Assert.Equal(WireFaultKind.ResponseType, ResponseMerge.Write(new UaWriter(), other, plan).Kind);
    }

    [Fact]
    public void A_service_fault_of_the_device_stays_as_it_is()
    {
        var plan = new SlotPlan(ServiceType.Write, 5, 3);
        plan.Refuse(1, Denied);
        var fault = new UaWriter();
        ResponseMerge.WriteFault(fault, 5, StatusCodes.BadSessionClosed, 1);
        ServiceResponse.TryRead(fault.Written, out ServiceResponse response);
        var writer = new UaWriter();
        Assert.True(ResponseMerge.Write(writer, response, plan).IsNone);
        Assert.Equal(fault.Written.ToArray(), writer.Written.ToArray());
    }

    [Fact]
    public void Every_service_that_can_be_cut_can_be_answered_as_a_whole()
    {
        foreach (ServiceType service in Enum.GetValues<ServiceType>().Where(ServiceTypes.CanCutItems))
        {
            var plan = new SlotPlan(service, 9, 2);
            plan.Refuse(0, Denied, [0, 85]);
            plan.Refuse(1, Denied, [0, 86]);
            var writer = new UaWriter();
            ResponseMerge.WriteAllRefused(writer, plan, 1);
            Assert.True(ServiceResponse.TryRead(writer.Written, out ServiceResponse response).IsNone);
            Assert.Equal(9u, response.Header.Handle);
            if (ServiceTypes.ResultOf(service) == ResultShape.None)
            {
                continue;
            }

            var results = new ResponseResults(response, service);
            int count = 0;
            while (results.MoveNext())
            {
                count++;
                Assert.Equal(service == ServiceType.RegisterNodes ? StatusCodes.Good : Denied, results.Status);
            }

            Assert.True(results.Fault.IsNone && count == 2, $"{service}: {results.Fault}");
        }
    }

    private static byte[] ReadOf(params string[] names)
    {
        var writer = new UaWriter();
        writer.StandardNodeId((uint)ServiceType.Read);
        writer.NodeId(new NodeIdRef(1, 99));
        writer.Int64(1);
        writer.UInt32(5);
        writer.UInt32(0);
        writer.Null();
        writer.UInt32(0);
        writer.NullExtensionObject();
        writer.Double(0);
        writer.UInt32(3);
        writer.Int32(names.Length);
        foreach (string name in names)
        {
            writer.NodeId(new NodeIdRef(NodeIdKind.String, 2, System.Text.Encoding.UTF8.GetBytes(name)));
            writer.UInt32(13);
            writer.Null();
            writer.UInt16(0);
            writer.Null();
        }

        return writer.Written.ToArray();
    }

    private static byte[] WriteAnswer(int diagnostics, params uint[] statuses)
    {
        var writer = new UaWriter();
        writer.StandardNodeId(ServiceTypes.ResponseOf(ServiceType.Write));
        ResponseHeader.Write(writer, 1, 5, StatusCodes.Good);
        writer.Int32(statuses.Length);
        Array.ForEach(statuses, writer.UInt32);
        writer.Int32(diagnostics);
        for (int i = 0; i < diagnostics; i++)
        {
            writer.Byte(1);
            writer.Int32(i);
        }

        return writer.Written.ToArray();
    }
}
