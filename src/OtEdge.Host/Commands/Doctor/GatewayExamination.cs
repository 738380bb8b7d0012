using OtEdge.Host.Commands.Rendering;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Does the gateway run, and can it write its journal?</summary>
internal sealed class GatewayExamination : IExamination
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token)
    {
        if (patient.Status is not { } status)
        {
            return Task.FromResult<IReadOnlyList<Diagnosis>>(
                [Diagnosis.Warn("gateway", $"does not answer: {patient.Unreachable}", "nothing, when it is not meant to run now")]);
        }

        List<Diagnosis> found =
        [
            Diagnosis.Ok("gateway", $"runs, version {Words.Version(status.Version)}"),
            status.JournalFault is { } fault
                ? Diagnosis.Fail(
                    "journal",
                    $"cannot be written: {fault}",
                    "free or mend the disk of the state directory; until then nothing can be tightened")
                : Diagnosis.Ok("journal", "can be written"),
        ];
        found.Add(status switch
        {
            { RecordingFault: { } broken } => Diagnosis.Fail(
                "recording", broken, "free or mend the disk of the state directory; traffic itself is not affected"),
            { Recording: "shedding" } => Diagnosis.Warn(
                "recording",
                $"traffic is recorded with gaps; {status.RecordsShed:N0} records were shed since the start",
                "look for a slow disk, or for a client that sweeps: otedge flows gaps --since 1h"),
            _ => Diagnosis.Ok("recording", "traffic is recorded"),
        });
        if (status.LoopStallsTotal > 0)
        {
            found.Add(Diagnosis.Warn(
                "gateway",
                $"a loop of the data path has come to a standstill {status.LoopStallsTotal:N0} times since the start",
                "look whether the machine is overloaded or was suspended; otherwise report it with the log"));
        }

        if (status.FindingsShed > 0)
        {
            found.Add(Diagnosis.Warn(
                "journal",
                $"{status.FindingsShed:N0} findings were lost because recording could not keep up",
                "look for a slow disk, or for a conduit with far more refusals than usual: otedge conduits --watch"));
        }

        return Task.FromResult<IReadOnlyList<Diagnosis>>(found);
    }
}
