using System.Net;
using System.Net.Sockets;
using OtEdge.Modbus;

namespace OtEdge.Plant.Clients;

/// <summary>A Modbus TCP client with one connection and one request at a time, that connects when it is asked and again when it must.</summary>
/// <remarks>
/// It never repeats a request: a write may have been done although no reply came. After a missing or unfit reply it drops the
/// connection, so that a late reply is never taken for the next one's. Thread-safe.
/// </remarks>
public sealed class ModbusClient : IDisposable
{
    private readonly ModbusClientOptions options;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1);
    private readonly byte[] request = new byte[Mbap.AduBytesLimit];
    private readonly byte[] reply = new byte[Mbap.AduBytesLimit];
    private Socket? socket;
    private long? attempted;
    private ushort transactionId;
    private long asked;
    private long refused;
    private long unanswered;

    /// <summary>Creates a client without a connection.</summary>
    /// <param name="options">How it connects.</param>
    /// <param name="time">Time of its limits; null: the system's.</param>
    public ModbusClient(ModbusClientOptions options, TimeProvider? time = null)
    {
        this.options = options;
        this.time = time ?? TimeProvider.System;
    }

    /// <summary>Requests made.</summary>
    public long Asked => Interlocked.Read(ref asked);

    /// <summary>Requests answered by an exception.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Requests without a fitting answer.</summary>
    public long Unanswered => Interlocked.Read(ref unanswered);

    /// <summary>Makes one request; the network's faults are answers, too.</summary>
    /// <param name="unit">Unit identifier.</param>
    /// <param name="build">Writes the request; it must be one that the protocol allows.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<ModbusAnswer> AskAsync(byte unit, RequestBuilder build, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            ModbusAnswer answer = await ExchangeAsync(unit, build, stop).ConfigureAwait(false);
            Interlocked.Increment(ref asked);
            if (answer.Kind == AnswerKind.Exception)
            {
                Interlocked.Increment(ref refused);
            }
            else if (!answer.IsDone)
            {
                Interlocked.Increment(ref unanswered);
                Disconnect();
            }

            return answer;
        }
        catch
        {
            Disconnect();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads bits or registers.</summary>
    /// <param name="unit">Unit identifier.</param>
    /// <param name="function">1 to 4.</param>
    /// <param name="address">First zero-based address.</param>
    /// <param name="count">How many.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<ModbusAnswer> ReadAsync(byte unit, byte function, int address, int count, CancellationToken stop) =>
        AskAsync(unit, writer => writer.Read(function, address, count), stop);

    /// <summary>Lets go of the connection; the next request makes a new one. Not while a request is open.</summary>
    public void HangUp() => Disconnect();

    /// <inheritdoc/>
    public void Dispose()
    {
        Disconnect();
        turn.Dispose();
    }

    private async Task<ModbusAnswer> ExchangeAsync(byte unit, RequestBuilder build, CancellationToken stop)
    {
        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            if (await ConnectAsync(either.Token).ConfigureAwait(false) is not Socket connected)
            {
                return new ModbusAnswer(AnswerKind.Unreachable, 0, default);
            }

            int bytes = build(new RequestWriter(request, unchecked(++transactionId), unit));
            for (int sent = 0; sent < bytes;)
            {
                sent += await connected.SendAsync(request.AsMemory(sent, bytes - sent), either.Token).ConfigureAwait(false);
            }

            return await ReceiveAsync(connected, bytes, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ModbusAnswer(socket is null ? AnswerKind.Unreachable : AnswerKind.TimedOut, 0, default);
        }
        catch (SocketException)
        {
            return new ModbusAnswer(socket is null ? AnswerKind.Unreachable : AnswerKind.Closed, 0, default);
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken stop)
    {
        // Before a request nothing can be there to read but the end of the connection, or a reply that nobody waits for.
        if (socket is not null && socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            Disconnect();
        }

        if (socket is not null)
        {
            return socket;
        }

        if (attempted is long last && time.GetElapsedTime(last) < options.ReconnectDelay)
        {
            return null;
        }

        attempted = time.GetTimestamp();
        Socket fresh = new(options.Server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (options.Source is not null)
            {
                fresh.Bind(new IPEndPoint(options.Source, 0));
            }

            await fresh.ConnectAsync(options.Server, stop).ConfigureAwait(false);
            attempted = null;
            return socket = fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    private async Task<ModbusAnswer> ReceiveAsync(Socket connected, int requestBytes, CancellationToken stop)
    {
        int filled = 0;
        while (true)
        {
            int got = await connected.ReceiveAsync(reply.AsMemory(filled), stop).ConfigureAwait(false);
            filled += got;
            if (got == 0)
            {
                return new ModbusAnswer(AnswerKind.Closed, 0, default);
            }

            switch (ModbusFraming.TryRead(reply.AsSpan(0, filled), Mbap.AduBytesLimit, out int bytes, out _))
            {
                case FrameStatus.Fault:
                    return new ModbusAnswer(AnswerKind.Unfit, 0, default);
                case FrameStatus.Done:
                    return Understand(request.AsSpan(0, requestBytes), reply.AsSpan(0, bytes));
                default:
                    break;
            }
        }
    }

    private static ModbusAnswer Understand(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply)
    {
        if (!ModbusRequest.TryParse(request, out ModbusRequest asked, out WireFault fault))
        {
            throw new ArgumentException($"the request is none that the protocol allows: {fault}", nameof(request));
        }

        ModbusReply answer = ModbusReply.Read(reply, PendingRequest.Of(asked));
        return answer.IsException ? new ModbusAnswer(AnswerKind.Exception, answer.ExceptionCode, default)
            : answer.Check == ReplyCheck.Ok ? new ModbusAnswer(AnswerKind.Done, 0, answer.ReadData.ToArray())
            : new ModbusAnswer(AnswerKind.Unfit, 0, default);
    }

    private void Disconnect()
    {
        socket?.Dispose();
        socket = null;
    }
}
