using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Reads a policy file that the person names.</summary>
internal static class PolicyFile
{
    private const int FileBytesMax = 4 * 1024 * 1024;

    /// <summary>The file's name and text.</summary>
    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public static PolicyText Read(string path)
    {
        try
        {
            long bytes = new FileInfo(path).Length;
            return bytes <= FileBytesMax
                ? new PolicyText(path, File.ReadAllText(path))
                : throw new CommandFailure(
                    ExitCode.Wrong,
                    $"policy file '{path}' has {bytes:N0} bytes, and a request carries at most {FileBytesMax:N0}; "
                    + "put it into the gateway's policies folder and run 'otedge reload', which makes a change of it.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"policy file '{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
