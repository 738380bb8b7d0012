using OtEdge.Console.Api;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Do broker and SIEM take alerts?</summary>
internal sealed class ReceiverExamination : IExamination
{
    private const string Check = "alerts";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token) =>
        Task.FromResult<IReadOnlyList<Diagnosis>>(
            patient.Status is not { } status ? []
            : status.AlertReceivers.Count == 0 ? [Diagnosis.Ok(Check, "stay in the journal: the settings name no broker and no SIEM")]
            : [.. status.AlertReceivers.Select(Of)]);

    private static Diagnosis Of(AlertReceiverView receiver) => receiver.State switch
    {
        "connected" => Diagnosis.Ok(Check, $"{receiver.Name} {receiver.Address} takes them, {receiver.Waiting:N0} wait"),
        "connecting" => Diagnosis.Warn(Check, $"{receiver.Name} {receiver.Address} is being connected", "look again in a moment"),
        _ => Diagnosis.Fail(
            Check,
            $"{receiver.Name}: {receiver.Fault}; {receiver.Waiting:N0} alerts wait",
            "mend what is said; nothing is lost and traffic is not affected, and afterwards: otedge alerts test"),
    };
}
