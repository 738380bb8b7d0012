using OtEdge.Core.Findings;

namespace OtEdge.Host.Recording;

/// <summary>How often something was seen, and how it went.</summary>
/// <param name="Times">How often it was seen.</param>
/// <param name="WouldBeRefused">How often it passed although the rules said no.</param>
/// <param name="Refused">How often it was refused.</param>
internal readonly record struct Tally(long Times, long WouldBeRefused, long Refused)
{
    /// <summary>One operation.</summary>
    public static Tally One(VerdictWord verdict) => new(
        1, verdict == VerdictWord.WouldBeRefused ? 1 : 0, verdict == VerdictWord.Refused ? 1 : 0);

    /// <summary>Both together.</summary>
    public Tally Plus(Tally other) => new(Times + other.Times, WouldBeRefused + other.WouldBeRefused, Refused + other.Refused);
}
