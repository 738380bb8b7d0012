namespace OtEdge.Core.Policy;

/// <summary>
/// What is done with an operation. The way to the device takes a <see cref="Forward"/>, which only <see cref="Enforcement"/> can
/// make, so no path can skip the check.
/// </summary>
public abstract class Verdict
{
    private Verdict()
    {
    }

    /// <summary>The permission to send to the device.</summary>
    public sealed class Forward : Verdict
    {
        internal static readonly Forward Instance = new();

        private Forward()
        {
        }
    }

    /// <summary>The protocol's own refusal is due, or what the conduit says instead.</summary>
    public sealed class Refuse : Verdict
    {
        internal static readonly Refuse Instance = new();

        private Refuse()
        {
        }
    }
}
