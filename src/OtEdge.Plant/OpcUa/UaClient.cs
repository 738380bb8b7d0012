using System.Net;
using System.Net.Sockets;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>A small OPC UA client of the plant: one connection, the security policy None, one request at a time. Not thread-safe.</summary>
/// <param name="server">Where it connects.</param>
/// <param name="source">The address it comes from.</param>
/// <param name="applicationUri">The application URI that it tells.</param>
/// <param name="time">Its clock.</param>
public sealed class UaClient(IPEndPoint server, IPAddress source, string applicationUri, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly UaWriter body = new();
    private readonly UaWriter message = new();
    private readonly MessageAssembler messages = new(AssemblyLimits.InSession);
    private readonly byte[] buffer = new byte[UaDialogue.ChunkBytesMax];
    private SequenceMap numbers = new();
    private NodeId token = new(0, 0);
    private Socket? socket;
    private SymmetricHeader channel;
    private int filled;
    private uint request;

    /// <summary>True while a session is open.</summary>
    public bool IsOpen => socket is not null;

    /// <summary>Reads the values of nodes.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>A status for each node; a single one when the whole request was refused.</returns>
    /// <exception cref="IOException">The server cannot be reached, or closed the connection.</exception>
    public Task<IReadOnlyList<uint>> ReadAsync(IReadOnlyList<NodeId> nodes, CancellationToken stop) => AskAsync(
        ServiceType.Read,
        () =>
        {
            body.Double(0);
            body.UInt32(2);
            body.Int32(nodes.Count);
            foreach (NodeId node in nodes)
            {
                WriteValueId(node);
                body.UInt16(0);
                body.Null();
            }
        },
        stop);

    /// <summary>Writes a number to a node.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <param name="node">The node.</param>
    /// <param name="value">The value.</param>
    /// <param name="stop">Gives up.</param>
    public Task<IReadOnlyList<uint>> WriteAsync(NodeId node, UaValue value, CancellationToken stop) => AskAsync(
        ServiceType.Write,
        () =>
        {
            body.Int32(1);
            WriteValueId(node);
            body.Byte(1);
            value.WriteVariant(body);
        },
        stop);

    /// <summary>Calls a method without arguments.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <param name="target">The object.</param>
    /// <param name="method">The method.</param>
    /// <param name="stop">Gives up.</param>
    public Task<IReadOnlyList<uint>> CallAsync(NodeId target, NodeId method, CancellationToken stop) => AskAsync(
        ServiceType.Call,
        () =>
        {
            body.Int32(1);
            body.NodeId(target.AsRef());
            body.NodeId(method.AsRef());
            body.Int32(0);
        },
        stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private static uint[] Results(ReadOnlySpan<byte> answer)
    {
        if (ServiceResponse.TryRead(answer, out ServiceResponse response).Kind != WireFaultKind.None)
        {
            throw new IOException("the server's answer cannot be read");
        }

        if (response.IsFault || response.Header.ServiceResult != StatusCodes.Good)
        {
            return [response.Header.ServiceResult];
        }

        var reader = new UaReader(response.Parameters);
        uint[] results = new uint[Math.Max(0, reader.Int32())];
        for (int i = 0; i < results.Length; i++)
        {
            switch (response.TypeId)
            {
                case 634:
                    results[i] = reader.DataValue().Status;
                    break;
                case 676:
                    results[i] = reader.UInt32();
                    break;
                default:
                    results[i] = reader.UInt32();
                    reader.Raw(3 * sizeof(int));
                    break;
            }
        }

        return results;
    }

    private void WriteValueId(NodeId node)
    {
        body.NodeId(node.AsRef());
        body.UInt32(UaAttributes.Value);
        body.Null();
    }

    private async Task<IReadOnlyList<uint>> AskAsync(ServiceType service, Action write, CancellationToken stop) =>
        Results(await AnswerAsync(service, _ => write(), stop).ConfigureAwait(false));

    /// <summary>Asks something, and gives the body of the answer.</summary>
    internal async Task<byte[]> AnswerAsync(ServiceType service, Action<UaWriter> write, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            if (socket is null)
            {
                await OpenAsync(either.Token).ConfigureAwait(false);
            }

            return await ExchangeAsync(service, write, either.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Dispose();
            throw fault as IOException ?? new IOException($"no answer from {server}: {fault.Message}", fault);
        }
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        filled = 0;
        (numbers, token, channel) = (new SequenceMap(), new NodeId(0, 0), default);
        messages.Clear();
        socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(source, 0));
        await socket.ConnectAsync(server, stop).ConfigureAwait(false);
        message.Clear();
        TransportMessages.WriteHello(
            message, new TransportTerms { ReceiveBytes = UaDialogue.ChunkBytesMax, SendBytes = UaDialogue.ChunkBytesMax }, System.Text.Encoding.UTF8.GetBytes($"opc.tcp://{server}"));
        await socket.SendAsync(message.Written.ToArray(), stop).ConfigureAwait(false);
        await ChunkAsync(stop).ConfigureAwait(false);
        await OpenChannelAsync(stop).ConfigureAwait(false);
        TakeToken(await ExchangeAsync(ServiceType.CreateSession, _ => WriteCreateSession(), stop).ConfigureAwait(false));
        await ExchangeAsync(ServiceType.ActivateSession, _ => WriteActivateSession(), stop).ConfigureAwait(false);
    }

    private async Task OpenChannelAsync(CancellationToken stop)
    {
        body.Clear();
        UaTexts.WriteRequest(body, (uint)ServiceType.OpenSecureChannel, token, (UaTime.Of(time.GetUtcNow()), ++request));
        body.UInt32(0);
        body.UInt32(0);
        body.UInt32(1);
        body.Null();
        body.UInt32(3_600_000);
        message.Clear();
        UaTexts.WriteOpenChunk(message, 0, (numbers.PutIn(), request), body.Written);
        await socket!.SendAsync(message.Written.ToArray(), stop).ConfigureAwait(false);
        TakeChannel(await ChunkAsync(stop).ConfigureAwait(false));
    }

    private void TakeChannel(byte[] chunk)
    {
        if (AsymmetricHeader.TryRead(chunk, out AsymmetricHeader header).Kind != WireFaultKind.None
            || ServiceResponse.TryRead(chunk.AsSpan(header.EndBytes + SequenceHeader.HeaderBytes), out ServiceResponse response).Kind != WireFaultKind.None
            || !Answers.TryReadChannel(response, out SecurityTokenIds ids, out _))
        {
            throw new IOException("the server opened no channel");
        }

        channel = new SymmetricHeader(ids.ChannelId, ids.TokenId);
    }

    private void TakeToken(byte[] answer)
    {
        if (ServiceResponse.TryRead(answer, out ServiceResponse response).Kind != WireFaultKind.None
            || !Answers.TryReadToken(response, out NodeIdRef id))
        {
            throw new IOException("the server made no session");
        }

        token = new NodeId(id);
    }

    private void WriteCreateSession()
    {
        UaTexts.WriteApplication(body, applicationUri, "MES", isServer: false);
        body.Null();
        body.String($"opc.tcp://{server}");
        body.String("collector");
        body.Null();
        body.Null();
        body.Double(600_000);
        body.UInt32(0);
    }

    private void WriteActivateSession()
    {
        body.Null();
        body.Null();
        body.Int32(0);
        body.Int32(0);
        body.StandardNodeId(321);
        body.Byte(1);
        int size = body.ReserveInt32();
        int start = body.Count;
        body.String("anonymous");
        body.PatchInt32(size, body.Count - start);
        body.Null();
        body.Null();
    }

    private async Task<byte[]> ExchangeAsync(ServiceType service, Action<UaWriter> write, CancellationToken stop)
    {
        body.Clear();
        UaTexts.WriteRequest(body, (uint)service, token, (UaTime.Of(time.GetUtcNow()), ++request));
        write(body);
        message.Clear();
        ChunkWriter.Write(message, channel, request, body.Written, UaDialogue.ChunkBytesMax, numbers);
        await socket!.SendAsync(message.Written.ToArray(), stop).ConfigureAwait(false);
        while (true)
        {
            if (TryTake(await ChunkAsync(stop).ConfigureAwait(false), out byte[] whole))
            {
                return whole;
            }
        }
    }

    private bool TryTake(byte[] chunk, out byte[] whole)
    {
        whole = [];
        ChunkFraming.TryRead(chunk, UaDialogue.ChunkBytesMax, out ChunkHeader header, out _);
        if (header.Type != MessageType.Message)
        {
            throw new IOException("the server closed the channel");
        }

        var sequence = SequenceHeader.Of(chunk.AsSpan(SymmetricHeader.EndBytes));
        FrameStatus status = messages.Add(
            header, sequence.RequestId, chunk.AsSpan(ChunkFraming.SymmetricBytesMin), out ReadOnlySpan<byte> done, out _);
        whole = done.ToArray();
        return status == FrameStatus.Done;
    }

    // The next chunk, whole.
    private async Task<byte[]> ChunkAsync(CancellationToken stop)
    {
        while (true)
        {
            FrameStatus status = ChunkFraming.TryRead(buffer.AsSpan(0, filled), buffer.Length, out ChunkHeader header, out _);
            if (status == FrameStatus.Fault)
            {
                throw new IOException("the server does not speak OPC UA");
            }

            if (status == FrameStatus.Done)
            {
                byte[] chunk = buffer[..header.Bytes];
                buffer.AsSpan(header.Bytes, filled - header.Bytes).CopyTo(buffer);
                filled -= header.Bytes;
                return header.Type == MessageType.Error ? throw new IOException("the server answered with an error") : chunk;
            }

            int count = await socket!.ReceiveAsync(buffer.AsMemory(filled), stop).ConfigureAwait(false);
            filled += count > 0 ? count : throw new IOException("the server closed the connection");
        }
    }
}
