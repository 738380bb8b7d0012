using System.Net.Sockets;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A secure channel to a server for a question or two, outside of the data plane.</summary>
internal sealed class TrialChannel : IAsyncDisposable
{
    private const uint RequestId = 1;
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ClientChannel channel;
    private readonly TimeProvider time;
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly UaWriter arrived = new();

    private TrialChannel(ClientChannelOptions options, TimeProvider time)
    {
        this.time = time;
        channel = new ClientChannel(options) { IncomingLimits = AssemblyLimits.InSession };
    }

    private Moment Now => new(time.GetElapsedTime(0), time.GetUtcNow());

    /// <summary>Opens one.</summary>
    /// <exception cref="IOException">It could not be opened; the message says why.</exception>
    public static async Task<TrialChannel> OpenAsync(
        (string Host, int Port) server, ClientChannelOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var made = new TrialChannel(options, time);
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
        channel.TrySend(RequestId, question.Written, Now);
        return await GoOnAsync(ChannelEventKind.Message, cancellation);
    }

    /// <summary>Closes it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (channel.IsOpen)
        {
            channel.Close(Now);
            try
            {
                await SendAsync(CancellationToken.None);
            }
            catch (SocketException)
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
            ChannelEvent happened = channel.Receive(arrived.Written[used..], Now, out int consumed);
            used += consumed;
            if (happened.Kind == ChannelEventKind.Work)
            {
                ChannelWork work = happened.Work!;
                work.Run();
                happened = channel.Complete(work, Now);
            }

            if (happened.Kind is ChannelEventKind.Faulted or ChannelEventKind.Closed)
            {
                throw new IOException($"the server opens no secure channel (0x{happened.StatusCode:X8}): {happened.Reason}");
            }

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

    private async Task SendAsync(CancellationToken cancellation)
    {
        byte[] output = channel.Output.ToArray();
        channel.OutputTaken();
        if (output.Length > 0)
        {
            await socket.SendAsync(output, cancellation);
        }
    }
}
