using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Is there room in the state directory, may this user write there, and may others not?</summary>
internal sealed class StateExamination : IExamination
{
    private const long FreeBytesMin = 100L * 1024 * 1024;
    private const long FreeBytesGood = 1024L * 1024 * 1024;
    private const UnixFileMode OthersMayWrite = UnixFileMode.OtherWrite;
    private const UnixFileMode OthersMayAnything = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        string directory = patient.StateDirectory;
        List<Diagnosis> found = [];
        if (Directory.Exists(directory))
        {
            found.Add(Writable(directory));
            found.AddRange(Rights(directory));
        }
        else
        {
            found.Add(Diagnosis.Ok("state", $"{directory} does not exist yet; the gateway makes it"));
        }

        if (Free(directory) is { } free)
        {
            found.Add(free);
        }

        return Task.FromResult<IReadOnlyList<Diagnosis>>(found);
    }

    private static Diagnosis Writable(string directory)
    {
        string probe = Path.Combine(directory, $".doctor-{Guid.NewGuid():N}");
        try
        {
            using (var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                file.WriteByte(0);
                file.Flush(flushToDisk: true);
            }

            return Diagnosis.Ok("state", $"{directory} can be written");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Fail(
                "state",
                $"{directory} cannot be written by {Environment.UserName}: {fault.Message}",
                "run as the service's user, or give it the directory: chown -R otedge: DIR");
        }
    }

    private static IEnumerable<Diagnosis> Rights(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        var mode = File.GetUnixFileMode(directory);
        if ((mode & OthersMayWrite) != 0)
        {
            yield return Diagnosis.Fail("rights", $"everybody may write to {directory}", $"chmod o-rwx {directory}");
        }
        else if ((mode & OthersMayAnything) != 0)
        {
            yield return Diagnosis.Warn("rights", $"everybody may look into {directory}", $"chmod o-rwx {directory}");
        }
        else
        {
            yield return Diagnosis.Ok("rights", $"{directory} is closed to others");
        }

        string socket = LocalSocket.PathIn(directory);
        if (File.Exists(socket) && (File.GetUnixFileMode(socket) & OthersMayWrite) != 0)
        {
            yield return Diagnosis.Fail(
                "rights", $"everybody on this machine may control the gateway through {socket}", $"chmod o-rwx {socket}");
        }
    }

    private static Diagnosis? Free(string directory)
    {
        try
        {
            string existing = directory;
            while (!Directory.Exists(existing) && Path.GetDirectoryName(Path.GetFullPath(existing)) is { } parent)
            {
                existing = parent;
            }

            long free = new DriveInfo(Path.GetFullPath(existing)).AvailableFreeSpace;
            string said = $"{free / (1024 * 1024):N0} MiB free under {directory}";
            return free switch
            {
                < FreeBytesMin => Diagnosis.Fail("disk", said, "free some: a full disk stops recording, and then nothing can be tightened"),
                < FreeBytesGood => Diagnosis.Warn("disk", said, "free some before it is full"),
                _ => Diagnosis.Ok("disk", said),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Diagnosis.Warn("disk", $"free space cannot be read: {fault.Message}", $"see: df -h {directory}");
        }
    }
}
