namespace OtEdge.Host.Commands.Doctor;

/// <summary>One thing that the doctor can look at; it changes nothing.</summary>
internal interface IExamination
{
    /// <summary>Looks, and says what it found; faults of the environment are findings, not exceptions.</summary>
    Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token);
}
