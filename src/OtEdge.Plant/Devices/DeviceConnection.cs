using System.Net.Sockets;
using OtEdge.Modbus;

namespace OtEdge.Plant.Devices;

/// <summary>One client's connection at a device: bytes become ADUs under the limits of time and size.</summary>
internal sealed class DeviceConnection
{
    private readonly ModbusDeviceOptions options;
    private readonly TimeProvider time;

    // The longest ADU fits, so a valid client never fills it without completing one.
    private readonly byte[] buffer = new byte[Mbap.AduBytesMax];
    private int filled;
    private int consumed;

    internal DeviceConnection(Socket socket, ModbusDeviceOptions options, TimeProvider time)
    {
        Socket = socket;
        this.options = options;
        this.time = time;
    }

    internal Socket Socket { get; }

    /// <summary>True when the socket must stay open although nobody serves it any more.</summary>
    internal bool KeepsSocket { get; set; }

    /// <summary>Done when nobody serves the connection any more.</summary>
    internal Task Served { get; set; } = Task.CompletedTask;

    /// <summary>Waits for the next ADU; it is valid until the next call.</summary>
    /// <returns>Empty when the client is gone or sent something that is no ADU.</returns>
    /// <exception cref="OperationCanceledException">Stopped, or a limit of time has passed.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken stop)
    {
        buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
        (filled, consumed) = (filled - consumed, 0);
        using CancellationTokenSource deadline = new(filled == 0 ? options.IdleTimeout : options.FrameTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        while (true)
        {
            switch (ModbusFraming.TryRead(buffer.AsSpan(0, filled), Mbap.AduBytesMax, out int bytes, out _))
            {
                case FrameStatus.Fault:
                    return default;
                case FrameStatus.Done:
                    consumed = bytes;
                    return buffer.AsMemory(0, bytes);
                default:
                    break;
            }

            bool first = filled == 0;
            int got = await Socket.ReceiveAsync(buffer.AsMemory(filled), either.Token).ConfigureAwait(false);
            if (got == 0)
            {
                return default;
            }

            filled += got;
            if (first)
            {
                deadline.CancelAfter(options.FrameTimeout);
            }
        }
    }

    /// <summary>Sends one ADU.</summary>
    /// <exception cref="OperationCanceledException">Stopped, or the client does not read.</exception>
    internal async ValueTask SendAsync(ReadOnlyMemory<byte> adu, CancellationToken stop)
    {
        using CancellationTokenSource deadline = new(options.FrameTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        while (!adu.IsEmpty)
        {
            adu = adu[await Socket.SendAsync(adu, either.Token).ConfigureAwait(false)..];
        }
    }

    /// <summary>Ends the connection from outside.</summary>
    internal void Abort() => Socket.Dispose();
}
