namespace OtEdge.Host.Commands.Doctor;

/// <summary>What the doctor says about one thing.</summary>
/// <param name="Check">What was looked at: settings, gateway, port, device, reverse connect, tags, clock, disk, state, journal, recording, certificates.</param>
/// <param name="State">How it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What to do; null when nothing is to be done.</param>
internal sealed record Diagnosis(string Check, Health State, string Message, string? Remedy = null)
{
    /// <summary>As it should be.</summary>
    public static Diagnosis Ok(string check, string message) => new(check, Health.Ok, message);

    /// <summary>Works, but a person should look.</summary>
    public static Diagnosis Warn(string check, string message, string remedy) => new(check, Health.Warn, message, remedy);

    /// <summary>Does not work.</summary>
    public static Diagnosis Fail(string check, string message, string remedy) => new(check, Health.Fail, message, remedy);
}
