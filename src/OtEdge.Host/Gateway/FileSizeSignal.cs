using System.Runtime.InteropServices;

namespace OtEdge.Host.Gateway;

/// <summary>
/// Keeps SIGXFSZ from ending the process: a file that may not grow is a failed write, which the journal reports and traffic survives.
/// </summary>
internal static class FileSizeSignal
{
    // signal(7): 25 on Linux for x86 and Arm; PosixSignal names only some, and takes the number of any other.
    private const PosixSignal SigXfsz = (PosixSignal)25;

    /// <summary>Takes the signal from now on; null where it does not exist.</summary>
    public static IDisposable? Ignore() =>
        OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(SigXfsz, context => context.Cancel = true) : null;
}
