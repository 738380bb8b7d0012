using System.Net.Sockets;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A secure channel of OtEdge's own to a server, outside of the data plane: one question at a time. Not thread-safe.</summary>
internal sealed class OwnChannel : IAsyncDisposable
{
    private static readonly TimeSpan ClosingLongest = TimeSpan.FromSeconds(1);
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ClientChannel channel;
    private readonly TimeProvider time;
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly UaWriter arrived = new();
    private uint lastRequestId;
    private bool hasOpened;

    private OwnChannel(ClientChannelOptions options, TimeProvider time)
    {
        this.time = time;
        channel = new ClientChannel(options) { IncomingLimits = AssemblyLimits.InSession };
    }

    private Moment Now => new(time.GetElapsedTime(0), time.GetUtcNow());

    /// <summary>Opens one.</summary>
    /// <exception cref="IOException">It could not be opened; the message says why.</exception>
    public static async Task<OwnChannel> OpenAsync(
        (string Host, int Port) server, ClientChannelOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var made = new OwnChannel(options, time);
        try
        {
            await made.socket.ConnectAsync(server.Host, server.Port, cancellation);
            made.channel.Greet();
            await made.GoOnAsync(ChannelEventKind.Opened, cancellation);
            return made;
        }
        catch (Exception fault)
        {
            await made.DisposeAsync();
            throw fault switch
            {
                SocketException => new IOException($"{server.Host}:{server.Port} cannot be reached: {fault.Message}", fault),
                OperationCanceledException => new IOException($"{server.Host}:{server.Port} did not answer in time", fault),
                _ => fault,
            };
        }
    }

    /// <summary>Asks for the endpoints.</summary>
    public async Task<byte[]> AskEndpointsAsync(string url, CancellationToken cancellation)
    {
        var question = new UaWriter();
        Discovery.WriteGetEndpoints(question, url, time.GetUtcNow());
        return await AskAsync(question.Written.ToArray(), cancellation);
    }

    /// <summary>Asks anything; the channel is renewed first when it is time for that.</summary>
    /// <param name="question">Type id, header, parameters.</param>
    /// <param name="cancellation">Gives up; the channel is of no more use then.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="IOException">The channel broke off; the message says why.</exception>
    public async Task<byte[]> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellation)
    {
        try
        {
            if (Now.Elapsed >= channel.RenewAt)
            {
                Do(channel.Renew(Now));
                await GoOnAsync(ChannelEventKind.Renewed, cancellation);
            }

            if (!channel.TrySend(NextRequestId(), question.Span, Now))
            {
                throw new IOException("the server takes no message as long as the question");
            }

            return await GoOnAsync(ChannelEventKind.Message, cancellation);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            throw new IOException(fault is SocketException ? "the connection to the server broke off" : "the server did not answer in time", fault);
        }
    }

    /// <summary>Says something whose answer is not waited for.</summary>
    public async Task SayAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (channel.IsOpen && !channel.IsPaused && channel.TrySend(NextRequestId(), message.Span, Now))
        {
            await SendAsync(cancellation);
        }
    }

    /// <summary>Closes it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (channel.IsOpen && !channel.IsPaused)
        {
            channel.Close(Now);
            try
            {
                using var patience = new CancellationTokenSource(ClosingLongest);
                await SendAsync(patience.Token);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                // The server has gone already.
            }
        }

        channel.Dispose();
        socket.Dispose();
    }

    private async Task<byte[]> GoOnAsync(ChannelEventKind until, CancellationToken cancellation)
    {
        while (true)
        {
            await SendAsync(cancellation);
            if (TakeArrived(until) is { } message)
            {
                return message;
            }

            if (channel.Output.IsEmpty)
            {
                int bytes = await socket.ReceiveAsync(buffer, cancellation);
                if (bytes == 0)
                {
                    throw new IOException("the server has closed the connection");
                }

                arrived.Raw(buffer.AsSpan(0, bytes));
            }
        }
    }

    private byte[]? TakeArrived(ChannelEventKind until)
    {
        int used = 0;
        byte[]? found = null;
        while (found is null)
        {
            ChannelEvent happened = Do(channel.Receive(arrived.Written[used..], Now, out int consumed));
            used += consumed;
            if (happened.Kind is ChannelEventKind.Faulted or ChannelEventKind.Closed)
            {
                throw new IOException($"the server {(hasOpened ? "has ended the" : "opens no")} secure channel (0x{happened.StatusCode:X8}): {happened.Reason}");
            }

            hasOpened |= happened.Kind == ChannelEventKind.Opened;
            found = happened.Kind == until ? happened.Message.ToArray() : null;
            if (consumed == 0 && happened.Kind == ChannelEventKind.NeedMore)
            {
                break;
            }
        }

        byte[] rest = arrived.Written[used..].ToArray();
        arrived.Clear();
        arrived.Raw(rest);
        return found;
    }

    private ChannelEvent Do(ChannelEvent happened)
    {
        if (happened.Work is not { } work)
        {
            return happened;
        }

        work.Run();
        return channel.Complete(work, Now);
    }

    // The channel's own requests are numbered from the end.
    private uint NextRequestId() => lastRequestId = lastRequestId >= 0xF000_0000 ? 1 : lastRequestId + 1;

    private async Task SendAsync(CancellationToken cancellation)
    {
        byte[] output = channel.Output.ToArray();
        channel.OutputTaken();
        for (int sent = 0; sent < output.Length;)
        {
            sent += await socket.SendAsync(output.AsMemory(sent), cancellation);
        }
    }
}
