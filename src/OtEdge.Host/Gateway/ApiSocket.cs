using System.Net.Sockets;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>The Unix socket of the API in the state directory, open to the service's user and group only.</summary>
internal static class ApiSocket
{
    // sun_path of unix(7) holds 108 bytes with its end.
    private const int PathBytesMax = 107;

    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Makes the state directory where it is missing, so that the group may pass through it to the socket (0750).</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void PrepareDirectory(string stateDirectory)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(stateDirectory);
            }
            else
            {
                Directory.CreateDirectory(stateDirectory, DirectoryMode);
            }
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(
                $"The state directory {stateDirectory} cannot be made: {fault.Message} Make it for the user running otedge, or name "
                + "another with --state.",
                fault);
        }
    }

    /// <summary>Path of the socket; one that nobody answers on is removed.</summary>
    /// <exception cref="IOException">Somebody answers on it, or the path is too long.</exception>
    public static string Claim(string stateDirectory)
    {
        string path = Path.Combine(Path.GetFullPath(stateDirectory), ApiRoutes.SocketName);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > PathBytesMax)
        {
            throw new IOException(
                $"The path of the socket {path} is longer than {PathBytesMax} bytes, which the system does not allow; choose a shorter --state.");
        }

        if (!File.Exists(path))
        {
            return path;
        }

        if (IsAnswered(path))
        {
            throw new IOException($"Another gateway answers on {path}; stop it, or give this one a directory of its own with --state.");
        }

        File.Delete(path);
        return path;
    }

    /// <summary>Gives a bound socket its rights.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, SocketMode);
        }
    }

    private static bool IsAnswered(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
