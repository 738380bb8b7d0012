using System.Net;
using OtEdge.Conduits.Modbus;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>Turns the frames of a capture into operations, as the inspector of a conduit does, and hands them on.</summary>
public sealed class CapturedOperations : IModbusReplaySink
{
    private readonly IOperationSink sink;
    private readonly Dictionary<CapturedEndpoint, ClientIdentity> clients = [];

    /// <summary>Makes a way from a capture to a sink.</summary>
    /// <param name="sink">Takes the operations.</param>
    public CapturedOperations(IOperationSink sink) => this.sink = sink;

    /// <summary>Replies that carried an exception.</summary>
    public long Exceptions { get; private set; }

    /// <summary>Places where a client sent bytes that are no frame: a conduit that enforces would have closed the connection.</summary>
    public long ClientFaults { get; private set; }

    /// <inheritdoc/>
    void IModbusReplaySink.OnRequest(CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu)
    {
        sink.Begin(new ReplayedRequest(ClientOf(connection), time));
        if (!ModbusRequest.TryParse(adu, out ModbusRequest request, out _))
        {
            sink.TakeMalformed(ModbusInspector.Malformed(adu), ModbusInspector.Widest(adu));
        }
        else if (request.HasFileRecords)
        {
            foreach (FileRecord record in request.FileRecords)
            {
                sink.Take(ModbusInspector.RecordPart(request, record));
            }
        }
        else if (!request.Read.IsEmpty && !request.Write.IsEmpty)
        {
            sink.Take(ModbusInspector.WritePart(request));
            sink.Take(ModbusInspector.ReadPart(request));
        }
        else
        {
            sink.Take(ModbusInspector.Only(request));
        }
    }

    /// <inheritdoc/>
    void IModbusReplaySink.OnReply(
        CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu, AnsweredRequest? request)
    {
        Exceptions += AduHeader.Of(adu).IsException ? 1 : 0;
        if (request is not { } answered)
        {
            return;
        }

        PendingRequest asked = answered.Request;
        ModbusReply reply = ModbusReply.Read(adu, asked);
        if (reply.Check == ReplyCheck.Ok)
        {
            ReplyValues.Tell(reply, asked, answered.Written.Span, sink);
        }
    }

    /// <inheritdoc/>
    void IModbusReplaySink.OnFault(
        CapturedConnection connection, StreamSide side, DateTimeOffset time, WireFault fault, ReadOnlySpan<byte> bytes)
    {
        if (side != StreamSide.Client)
        {
            return;
        }

        ClientFaults++;
        Operation operation = ModbusInspector.Malformed(bytes);
        sink.Begin(new ReplayedRequest(ClientOf(connection), time));
        sink.TakeMalformed(operation, widest: operation);
    }

    private ClientIdentity ClientOf(CapturedConnection connection)
    {
        // The ports of a client say nothing of who it is.
        CapturedEndpoint endpoint = connection.Client with { Port = 0 };
        if (!clients.TryGetValue(endpoint, out ClientIdentity? client))
        {
            IPAddress address = endpoint.ToIPEndPoint().Address;
            client = new ClientIdentity(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
            clients.Add(endpoint, client);
        }

        return client;
    }
}
