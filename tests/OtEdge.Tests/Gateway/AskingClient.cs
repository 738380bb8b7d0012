using System.Net;
using System.Net.Sockets;

namespace OtEdge.Tests.Gateway;

/// <summary>A client that asks one thing again and again on one connection, and knows whether it was refused last.</summary>
internal sealed class AskingClient(IPEndPoint server, byte[] request)
{
    private const int FunctionAt = 7;
    private const int ExceptionBytes = 9;

    private long answers;
    private bool isRefused;

    /// <summary>Answers so far.</summary>
    public long Answers => Interlocked.Read(ref answers);

    /// <summary>True while the last answer was an exception.</summary>
    public bool IsRefused => Volatile.Read(ref isRefused);

    /// <summary>Why the connection ended; null: it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Asks until it is stopped, or the connection ends.</summary>
    public async Task AskAsync(CancellationToken stop)
    {
        using var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(server, stop);
            NetworkStream stream = client.GetStream();
            byte[] reply = new byte[request.Length];
            while (true)
            {
                await stream.WriteAsync(request, stop);
                await stream.ReadExactlyAsync(reply.AsMemory(0, ExceptionBytes), stop);
                bool isException = (reply[FunctionAt] & 0x80) != 0;
                if (!isException)
                {
                    await stream.ReadExactlyAsync(reply.AsMemory(ExceptionBytes), stop);
                }

                Volatile.Write(ref isRefused, isException);
                Interlocked.Increment(ref answers);
            }
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Fault = fault;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            // Stopped.
        }
    }
}
