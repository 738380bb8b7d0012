using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Host.Tags;

/// <summary>
/// A connection of OtEdge's own to a device, in a place that a conduit lends; it closes at once when the place is wanted back. One
/// request at a time, none is repeated.
/// </summary>
internal sealed class LentConnection : IDisposable
{
    private readonly DeviceLoan loan;
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request = new byte[Mbap.AduBytesMax];
    private readonly byte[] reply = new byte[Mbap.AduBytesMax];
    private ushort transactionId;

    /// <summary>Takes a loan over; nothing is connected yet.</summary>
    public LentConnection(DeviceLoan loan)
    {
        this.loan = loan;
        loan.Recalled.Register(Dispose);
    }

    /// <summary>True when a client needed its place.</summary>
    public bool IsRecalled => loan.Recalled.IsCancellationRequested;

    /// <summary>Connects.</summary>
    /// <returns>Why it could not; null: it could.</returns>
    public async Task<string?> ConnectAsync(DeviceAddress device, CancellationToken deadline)
    {
        try
        {
            await socket.ConnectAsync(device.Host, device.Port, deadline);
            return null;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return IsRecalled ? DeviceReader.GaveWay : $"cannot be read: {device} cannot be reached"
                + (fault is SocketException { SocketErrorCode: var code } ? $" ({code})" : " in time");
        }
    }

    /// <summary>Makes one read.</summary>
    /// <param name="read">What to read.</param>
    /// <param name="deadline">Gives up.</param>
    public async Task<DeviceAnswer> AskAsync(TagRead read, CancellationToken deadline)
    {
        try
        {
            int bytes = new RequestWriter(request, unchecked(++transactionId), read.Unit).Read(read.Function, read.Range.First, read.Count);
            for (int sent = 0; sent < bytes;)
            {
                sent += await socket.SendAsync(request.AsMemory(sent, bytes - sent), deadline);
            }

            for (int filled = 0; ;)
            {
                int got = await socket.ReceiveAsync(reply.AsMemory(filled), deadline);
                filled += got;
                FrameStatus status = ModbusFraming.TryRead(reply.AsSpan(0, filled), reply.Length, out int aduBytes, out _);
                if (status == FrameStatus.Done)
                {
                    return Understand(request.AsSpan(0, bytes), reply.AsMemory(0, aduBytes));
                }

                if (status == FrameStatus.Fault || got == 0)
                {
                    return Unusable(got == 0 ? "the device has closed the connection" : "the device's answer is no Modbus");
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return Unusable(fault is OperationCanceledException ? "the device does not answer in time" : "the connection to the device broke off");
        }
    }

    /// <summary>Closes by reset, so that the device has its place free at once, and gives the place back.</summary>
    public void Dispose()
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
        loan.Dispose();
    }

    private static DeviceAnswer Understand(ReadOnlySpan<byte> request, ReadOnlyMemory<byte> reply)
    {
        if (!ModbusRequest.TryParse(request, out ModbusRequest asked, out WireFault fault))
        {
            throw new InvalidOperationException($"a read of tags was written wrongly: {fault}");
        }

        ModbusReply answer = ModbusReply.Read(reply.Span, PendingRequest.Of(asked));
        return answer.IsException ? new DeviceAnswer(default, Refusal: $"cannot be read: the device answers with exception {answer.ExceptionCode}")
            : answer.Check is ReplyCheck.Ok ? new DeviceAnswer(answer.ReadData.ToArray())
            : new DeviceAnswer(default, Fault: $"cannot be read: the device's answer does not fit ({answer.Check})");
    }

    private DeviceAnswer Unusable(string why) => new(default, Fault: IsRecalled ? DeviceReader.GaveWay : $"cannot be read: {why}");
}
