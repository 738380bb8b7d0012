using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OtEdge.Modbus;

namespace OtEdge.Plant.Devices;

/// <summary>A Modbus TCP server in front of a memory: one PLC. Thread-safe.</summary>
/// <remarks>
/// It answers units 0, 1 and 255 and the functions 1 to 6, 8, 15, 16, 22, 23, 43/14 and a vendor's 90. It can be told to show the
/// faults that field devices show.
/// </remarks>
public sealed partial class ModbusDevice : IAsyncDisposable
{
    private readonly ModbusDeviceOptions options;
    private readonly RequestExecutor executor;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<DeviceConnection, byte> connections = new();
    private readonly Lock power = new();
    private readonly List<Socket> dead = [];
    private CancellationTokenSource? running;
    private Task accepting = Task.CompletedTask;
    private int taken;
    private long turnedAway;

    /// <summary>Creates a device that is switched off.</summary>
    /// <param name="options">How it listens.</param>
    /// <param name="image">The memory it serves.</param>
    /// <param name="logger">Where it says what happens.</param>
    /// <param name="time">Time of its limits; null: the system's.</param>
    public ModbusDevice(ModbusDeviceOptions options, RegisterImage image, ILogger logger, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ConnectionsMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ConnectionsMax, 1024);
        this.options = options;
        this.logger = logger;
        this.time = time ?? TimeProvider.System;
        executor = new RequestExecutor(options.Name, image);
        EndPoint = options.Listen;
    }

    /// <summary>Where it listens; the port is known after the first <see cref="Start"/>.</summary>
    public IPEndPoint EndPoint { get; private set; }

    /// <summary>How it behaves; may be changed at any time. Default: normal.</summary>
    public DeviceConduct Conduct { get; set; }

    /// <summary>How long it thinks before it answers; may be changed at any time. Default 0.</summary>
    public TimeSpan ReplyDelay { get; set; }

    /// <summary>Connection slots that sockets of vanished peers still hold; may be changed at any time. Default 0.</summary>
    public int DeadSlots { get; set; }

    /// <summary>Connections open now.</summary>
    public int Connections => connections.Count;

    /// <summary>Connections closed at once because every slot was taken.</summary>
    public long ConnectionsTurnedAway => Interlocked.Read(ref turnedAway);

    /// <summary>Requests that reached it.</summary>
    public long Requests => executor.Requests;

    /// <summary>Exceptions that it answered.</summary>
    public long Exceptions => executor.Exceptions;

    /// <summary>Switches it on; nothing happens when it is on.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public void Start()
    {
        lock (power)
        {
            if (running is not null)
            {
                return;
            }

            // What a device forgot by losing its power it can neither close nor reset in words: where the system lets us, silently.
            dead.ForEach(Vanish);
            dead.Clear();
            Socket listener = new(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(EndPoint);
                listener.Listen(options.ConnectionsMax);
            }
            catch
            {
                listener.Dispose();
                throw;
            }

            EndPoint = (IPEndPoint)listener.LocalEndPoint!;
            running = new CancellationTokenSource();
            accepting = AcceptAsync(listener, running.Token);
        }
    }

    /// <summary>Takes its power away: no end of connection is said; peers notice by silence alone until <see cref="Start"/>.</summary>
    /// <remarks>Connecting meanwhile is refused rather than left unanswered, because this machine's network still has power.</remarks>
    public async Task LosePowerAsync()
    {
        foreach (DeviceConnection connection in connections.Keys)
        {
            connection.KeepsSocket = true;
        }

        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Switches it off: every connection is closed.</summary>
    public async Task StopAsync()
    {
        Task accepted;
        lock (power)
        {
            if (running is null)
            {
                return;
            }

            running.Cancel();
            running = null;
            accepted = accepting;
        }

        await accepted.ConfigureAwait(false);
        await Task.WhenAll(connections.Keys.Select(connection => connection.Served)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        lock (power)
        {
            dead.ForEach(socket => socket.Dispose());
            dead.Clear();
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        using (listener)
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    Socket socket = await listener.AcceptAsync(stop).ConfigureAwait(false);
                    Admit(socket, stop);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (SocketException fault)
                {
                    // A peer that is gone again, or no handle left: waiting a little keeps the second from spinning.
                    LogAcceptFailed(options.Name, fault.Message);
                    await Task.Delay(TimeSpan.FromMilliseconds(50), time, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    private void Admit(Socket socket, CancellationToken stop)
    {
        if (Interlocked.Increment(ref taken) + DeadSlots > options.ConnectionsMax)
        {
            Interlocked.Decrement(ref taken);
            Interlocked.Increment(ref turnedAway);
            LogFull(options.Name, options.ConnectionsMax);
            socket.Dispose();
            return;
        }

        socket.NoDelay = true;
        DeviceConnection connection = new(socket, options, time);
        connections.TryAdd(connection, 0);
        connection.Served = ServeAsync(connection, stop);
    }

    private async Task ServeAsync(DeviceConnection connection, CancellationToken stop)
    {
        await Task.Yield();
        byte[] reply = new byte[Mbap.AduBytesMax];
        try
        {
            long count = 0;
            while (await connection.ReadAsync(stop).ConfigureAwait(false) is { IsEmpty: false } adu)
            {
                if (!await AnswerAsync(connection, adu, reply, ++count, stop).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            LogEnded(options.Name, fault.Message);
        }
        finally
        {
            connections.TryRemove(connection, out _);
            Interlocked.Decrement(ref taken);
            Release(connection);
        }
    }

    private async ValueTask<bool> AnswerAsync(
        DeviceConnection connection, ReadOnlyMemory<byte> adu, byte[] reply, long count, CancellationToken stop)
    {
        DeviceConduct conduct = Conduct;
        if (conduct == DeviceConduct.Hang)
        {
            return true;
        }

        if (conduct == DeviceConduct.CloseOnRequest)
        {
            return false;
        }

        if (ReplyDelay > TimeSpan.Zero)
        {
            await Task.Delay(ReplyDelay, time, stop).ConfigureAwait(false);
        }

        int bytes = executor.Execute(adu.Span, reply, out bool restart);
        if (bytes > 0 && !(conduct == DeviceConduct.LoseEveryOtherReply && count % 2 == 0))
        {
            await connection.SendAsync(reply.AsMemory(0, bytes), stop).ConfigureAwait(false);
        }

        if (restart)
        {
            // A restart of communications initialises the port: every client loses its connection (cl. 6.8.1, code 01).
            LogRestart(options.Name);
            foreach (DeviceConnection other in connections.Keys)
            {
                other.Abort();
            }
        }

        return !restart;
    }

    private void Release(DeviceConnection connection)
    {
        if (!connection.KeepsSocket)
        {
            connection.Socket.Dispose();
            return;
        }

        lock (power)
        {
            dead.Add(connection.Socket);
        }
    }

    // In repair mode Linux drops a socket without a word to the peer; without the right to it the peer sees a reset.
    private static void Vanish(Socket socket)
    {
        const int tcp = 6;
        const int tcpRepair = 19;
        try
        {
            socket.SetRawSocketOption(tcp, tcpRepair, BitConverter.GetBytes(1));
        }
        catch (Exception fault) when (fault is SocketException or PlatformNotSupportedException)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        socket.Dispose();
    }

    [LoggerMessage(LogLevel.Debug, "{Device}: accepting failed: {Reason}")]
    private partial void LogAcceptFailed(string device, string reason);

    [LoggerMessage(LogLevel.Warning, "{Device}: all {Count} connections are taken, one was turned away")]
    private partial void LogFull(string device, int count);

    [LoggerMessage(LogLevel.Debug, "{Device}: a connection ended: {Reason}")]
    private partial void LogEnded(string device, string reason);

    [LoggerMessage(LogLevel.Warning, "{Device}: communications restart, every connection is closed")]
    private partial void LogRestart(string device);
}
