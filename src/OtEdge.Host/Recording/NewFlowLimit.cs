using System.Net;

namespace OtEdge.Host.Recording;

/// <summary>Bounds how many flows clients may begin in a minute, so that a sweep over all addresses costs nothing.</summary>
/// <param name="options">The bounds.</param>
internal sealed class NewFlowLimit(FlowRecorderOptions options)
{
    private readonly Dictionary<IPAddress, int> begun = [];
    private long minute = -1;
    private int all;

    /// <summary>Takes one new flow from the minute's budget of a client and of all.</summary>
    /// <param name="client">The client; null: one beyond those that are told apart.</param>
    /// <param name="at">When.</param>
    /// <returns>Null when there is room; otherwise why there is none.</returns>
    public string? Take(IPAddress? client, DateTimeOffset at)
    {
        long now = at.UtcTicks / TimeSpan.TicksPerMinute;
        if (now != minute)
        {
            (minute, all) = (now, 0);
            begun.Clear();
        }

        IPAddress known = client ?? IPAddress.None;
        int own = begun.GetValueOrDefault(known);
        if (own >= options.NewFlowsPerClientMinuteMax)
        {
            return $"{client?.ToString() ?? "other clients"} began more than {options.NewFlowsPerClientMinuteMax} new flows in a minute; "
                + "the rest is told as one sweep";
        }

        if (all >= options.NewFlowsPerMinuteMax)
        {
            return $"clients began more than {options.NewFlowsPerMinuteMax} new flows in a minute; the rest is told as sweeps";
        }

        begun[known] = own + 1;
        all++;
        return null;
    }
}
