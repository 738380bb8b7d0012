using System.IO.Pipes;
using System.Net.Sockets;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The local way to the running gateway: a Unix socket in its state directory, a named pipe on Windows.</summary>
internal static class LocalSocket
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Path of the socket in a state directory.</summary>
    public static string PathIn(string stateDirectory) => Path.Combine(stateDirectory, "otedge.sock");

    /// <summary>An HTTP handler whose connections all go to one socket.</summary>
    public static HttpMessageHandler Handler(string socketPath) => new SocketsHttpHandler
    {
        ConnectTimeout = ConnectTimeout,
        UseProxy = false,
        ConnectCallback = async (_, token) => OperatingSystem.IsWindows()
            ? await PipeAsync(socketPath, token)
            : await SocketAsync(socketPath, token),
    };

    private static async Task<Stream> SocketAsync(string path, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> PipeAsync(string path, CancellationToken token)
    {
        var pipe = new NamedPipeClientStream(".", Path.GetFileName(path), PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(token);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
