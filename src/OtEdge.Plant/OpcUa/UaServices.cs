using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>
/// Answers the requests of one session: discovery, session, Read, Write, Browse, Call and subscriptions for values; the others are not
/// supported. Publish is answered later, see <see cref="UaSubscriptions"/>.
/// </summary>
/// <param name="nodes">What it serves.</param>
/// <param name="identity">Application URI and endpoint URL of the server.</param>
/// <param name="subscriptions">The subscriptions of the connection.</param>
/// <param name="time">Its clock.</param>
internal sealed class UaServices(
    UaAddressSpace nodes, (string ApplicationUri, string EndpointUrl) identity, UaSubscriptions subscriptions, TimeProvider time)
{
    private const uint BadAttributeIdInvalid = 0x80350000;
    private const uint BadNotWritable = 0x803B0000;
    private const uint BadTypeMismatch = 0x80740000;
    private const uint BadMethodInvalid = 0x80750000;
    private const byte ValueAndSourceTime = 5;
    private const double SessionMilliseconds = 600_000;
    private const string NoSecurity = "http://opcfoundation.org/UA/SecurityPolicy#None";
    private const string Binary = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";

    /// <summary>Writes the answer to a request.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="answer">Gets the body of the response; left empty when there is none.</param>
    /// <param name="channelId">The channel; 0 until it is opened.</param>
    public void Answer(ReadOnlySpan<byte> body, UaWriter answer, uint channelId)
    {
        WireFault fault = ServiceRequest.TryRead(body, out ServiceRequest request);
        if (fault.Kind != WireFaultKind.None)
        {
            Begin(answer, ServiceTypes.ServiceFault, 0, StatusCodes.BadDecodingError);
            return;
        }

        switch (request.Service)
        {
            case ServiceType.OpenSecureChannel:
                OpenChannel(request, answer, channelId);
                break;
            case ServiceType.GetEndpoints:
                Begin(answer, request);
                Endpoints(answer);
                break;
            case ServiceType.CreateSession:
                CreateSession(request, answer, channelId);
                break;
            case ServiceType.ActivateSession:
                Begin(answer, request);
                answer.Null();
                answer.Int32(0);
                answer.Int32(0);
                break;
            case ServiceType.CloseSession:
                Begin(answer, request);
                break;
            case ServiceType.CreateSubscription:
                CreateSubscription(request, answer);
                break;
            case ServiceType.Read or ServiceType.Write or ServiceType.Browse or ServiceType.Call or ServiceType.CreateMonitoredItems
                or ServiceType.DeleteMonitoredItems or ServiceType.DeleteSubscriptions:
                Items(request, answer);
                break;
            default:
                Begin(answer, ServiceTypes.ServiceFault, request.Header.Handle, StatusCodes.BadServiceUnsupported);
                break;
        }
    }

    /// <summary>Writes a ServiceFault.</summary>
    public void Fault(uint handle, uint status, UaWriter answer) => Begin(answer, ServiceTypes.ServiceFault, handle, status);

    private void Begin(UaWriter answer, in ServiceRequest request) =>
        Begin(answer, ServiceTypes.ResponseOf(request.Service), request.Header.Handle, StatusCodes.Good);

    private void Begin(UaWriter answer, uint type, uint handle, uint status)
    {
        answer.StandardNodeId(type);
        ResponseHeader.Write(answer, UaTime.Of(time.GetUtcNow()), handle, status);
    }

    private void OpenChannel(in ServiceRequest request, UaWriter answer, uint channelId)
    {
        OpenChannelRequest.TryRead(request, out OpenChannelRequest open);
        Begin(answer, request);
        answer.UInt32(0);
        answer.UInt32(channelId);
        answer.UInt32(1);
        answer.Int64(UaTime.Of(time.GetUtcNow()));
        answer.UInt32(open.LifetimeMilliseconds);
        answer.Null();
    }

    private void CreateSession(in ServiceRequest request, UaWriter answer, uint channelId)
    {
        Begin(answer, request);
        answer.NodeId(new NodeIdRef(1, channelId));
        answer.NodeId(new NodeIdRef(1, channelId + 1_000_000));
        answer.Double(SessionMilliseconds);
        answer.Null();
        answer.Null();
        Endpoints(answer);
        answer.Int32(0);
        answer.Null();
        answer.Null();
        answer.UInt32(0);
    }

    private void CreateSubscription(ServiceRequest request, UaWriter answer)
    {
        uint type = ServiceTypes.ResponseOf(request.Service), handle = request.Header.Handle;
        uint status = subscriptions.Create(request, answer, () => Begin(answer, type, handle, StatusCodes.Good));
        if (StatusCodes.IsBad(status))
        {
            Begin(answer, ServiceTypes.ServiceFault, handle, status);
        }
    }

    private void Endpoints(UaWriter answer)
    {
        answer.Int32(1);
        answer.String(identity.EndpointUrl);
        UaTexts.WriteApplication(answer, identity.ApplicationUri, "Filler", isServer: true);
        answer.Null();
        answer.UInt32(1);
        answer.String(NoSecurity);
        answer.Int32(1);
        answer.String("anonymous");
        answer.UInt32(0);
        answer.Null();
        answer.Null();
        answer.Null();
        answer.String(Binary);
        answer.Byte(0);
    }

    private void Items(in ServiceRequest request, UaWriter answer)
    {
        var items = new RequestItems(request);
        Begin(answer, request);
        answer.Int32(items.Count);
        while (items.MoveNext())
        {
            RequestItem item = items.Current;
            switch (request.Service)
            {
                case ServiceType.Read:
                    Read(item, answer);
                    break;
                case ServiceType.Write:
                    answer.UInt32(Write(item));
                    break;
                case ServiceType.Browse:
                    Browse(item, answer);
                    break;
                case ServiceType.CreateMonitoredItems:
                    subscriptions.Watch(items.Terms.SubscriptionId, item, answer);
                    break;
                case ServiceType.DeleteMonitoredItems:
                    answer.UInt32(subscriptions.Unwatch(items.Terms.SubscriptionId, item.Id));
                    break;
                case ServiceType.DeleteSubscriptions:
                    answer.UInt32(subscriptions.End(item.Id));
                    break;
                default:
                    answer.UInt32(Call(item));
                    answer.Int32(0);
                    answer.Int32(0);
                    answer.Int32(0);
                    break;
            }
        }

        answer.Int32(0);
        if (items.Fault.Kind != WireFaultKind.None)
        {
            answer.Clear();
            Begin(answer, ServiceTypes.ServiceFault, request.Header.Handle, StatusCodes.BadDecodingError);
        }
    }

    private void Read(in RequestItem item, UaWriter answer)
    {
        UaNode? node = nodes.Find(item.Node);
        if (node is null || !UaAttributes.TryWrite(node, item.Attribute, answer, ValueAndSourceTime, UaTime.Of(time.GetUtcNow())))
        {
            // A DataValue with nothing but a status.
            answer.Byte(2);
            answer.UInt32(node is null ? StatusCodes.BadNodeIdUnknown : BadAttributeIdInvalid);
        }
    }

    private uint Write(in RequestItem item)
    {
        if (nodes.Find(item.Node) is not { } node)
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        if (node.Write is null || item.Attribute != UaAttributes.Value || item.IndexRange.Length > 0)
        {
            return BadNotWritable;
        }

        if (UaValue.Of(item.Value.Value) is not { } value || value.Type != node.Type)
        {
            return BadTypeMismatch;
        }

        node.Write(value);
        return StatusCodes.Good;
    }

    private uint Call(in RequestItem item)
    {
        if (nodes.Find(item.Node) is not { } target)
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        foreach (UaNode child in target.Children)
        {
            if (child.Call is not null && child.Id.AsRef().Equals(item.Method))
            {
                child.Call();
                return StatusCodes.Good;
            }
        }

        return BadMethodInvalid;
    }

    private void Browse(in RequestItem item, UaWriter answer)
    {
        UaNode? node = nodes.Find(item.Node);
        answer.UInt32(node is null ? StatusCodes.BadNodeIdUnknown : StatusCodes.Good);
        answer.Null();
        answer.Int32(node?.Children.Count ?? 0);
        foreach (UaNode child in node?.Children ?? [])
        {
            UaTexts.WriteReference(answer, child);
        }
    }
}
