using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Plant.OpcUa;

/// <summary>An OPC UA server in front of a plant's nodes; only the security policy None. Thread-safe.</summary>
/// <param name="listen">Where it listens; port 0 takes any free port.</param>
/// <param name="applicationUri">Its application URI.</param>
/// <param name="nodes">What it serves; reading and writing must be thread-safe.</param>
/// <param name="time">Its clock.</param>
public sealed class UaServer(IPEndPoint listen, string applicationUri, UaAddressSpace nodes, TimeProvider time) : IAsyncDisposable
{
    private const int ConnectionsMax = 32;
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, byte> served = new();
    private Task accepting = Task.CompletedTask;
    private uint channels;

    /// <summary>Where it listens; the port is known after <see cref="Start"/>.</summary>
    public IPEndPoint EndPoint { get; private set; } = listen;

    /// <summary>Switches it on.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public void Start()
    {
        var listener = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(EndPoint);
        listener.Listen(ConnectionsMax);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        accepting = AcceptAsync(listener);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
        await Task.WhenAll(served.Keys).ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        using (listener)
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    Socket socket = await listener.AcceptAsync(stopping.Token).ConfigureAwait(false);
                    if (served.Count >= ConnectionsMax)
                    {
                        socket.Dispose();
                        continue;
                    }

                    Task serving = ServeAsync(socket, ++channels);
                    served.TryAdd(serving, 0);
                    _ = serving.ContinueWith(done => served.TryRemove(done, out _), TaskScheduler.Default);
                }
                catch (Exception fault) when (fault is OperationCanceledException or SocketException)
                {
                    // Switched off, or a peer that is gone again.
                }
            }
        }
    }

    private async Task ServeAsync(Socket socket, uint channelId)
    {
        var subscriptions = new UaSubscriptions(nodes, time);
        var dialogue = new UaDialogue(new UaServices(nodes, (applicationUri, $"opc.tcp://{EndPoint}"), subscriptions, time), subscriptions, channelId);
        byte[] buffer = new byte[UaDialogue.ChunkBytesMax];
        int filled = 0;
        using (socket)
        {
            try
            {
                while (!dialogue.IsOver)
                {
                    Task<int> receiving = socket.ReceiveAsync(buffer.AsMemory(filled), stopping.Token).AsTask();
                    while (subscriptions.IsAny && !receiving.IsCompleted)
                    {
                        await Task.WhenAny(receiving, Task.Delay(PublishEvery, time, stopping.Token)).ConfigureAwait(false);
                        var published = new UaWriter();
                        dialogue.Publish(published);
                        if (published.Count > 0)
                        {
                            await socket.SendAsync(published.Written.ToArray(), stopping.Token).ConfigureAwait(false);
                        }
                    }

                    int count = await receiving.ConfigureAwait(false);
                    if (count == 0)
                    {
                        return;
                    }

                    filled += count;
                    byte[] answer = Answer(dialogue, buffer, ref filled);
                    if (answer.Length > 0)
                    {
                        await socket.SendAsync(answer, stopping.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                // Switched off, or the client has gone.
            }
        }
    }

    // Everything whole in the buffer is answered; the rest moves to its begin.
    private static byte[] Answer(UaDialogue dialogue, byte[] buffer, ref int filled)
    {
        var output = new UaWriter();
        int at = 0;
        while (!dialogue.IsOver)
        {
            FrameStatus status = ChunkFraming.TryRead(
                buffer.AsSpan(at, filled - at), UaDialogue.ChunkBytesMax, out ChunkHeader header, out _);
            if (status == FrameStatus.Fault)
            {
                TransportMessages.WriteError(output, OtEdge.OpcUa.Types.StatusCodes.BadTcpMessageTypeInvalid, "no OPC UA chunk"u8);
                return output.Written.ToArray();
            }

            if (status != FrameStatus.Done)
            {
                break;
            }

            dialogue.Take(header, buffer.AsSpan(at, header.Bytes), output);
            at += header.Bytes;
        }

        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        filled -= at;
        return output.Written.ToArray();
    }
}
