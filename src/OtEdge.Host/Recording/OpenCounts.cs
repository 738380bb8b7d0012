using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>Counts of a flow that the store has not got yet.</summary>
internal sealed class OpenCounts
{
    private DateTimeOffset minute;
    private Tally inMinute;
    private long episode;
    private Tally inEpisode;

    /// <summary>Counts what was seen; what belongs to an earlier minute or episode is closed.</summary>
    /// <param name="flow">Id of the flow.</param>
    /// <param name="sighting">What was seen.</param>
    /// <param name="closed">Takes what is closed.</param>
    public void Add(string flow, in Sighting sighting, ClosedCounts closed)
    {
        var at = new DateTimeOffset(sighting.At.UtcTicks - (sighting.At.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (at != minute)
        {
            CloseMinute(flow, closed);
            minute = at;
        }

        if (sighting.Episode != episode)
        {
            CloseEpisode(flow, closed);
            episode = sighting.Episode;
        }

        inMinute = inMinute.Plus(sighting.Count);
        inEpisode = inEpisode.Plus(sighting.Count);
    }

    /// <summary>Closes everything.</summary>
    public void Close(string flow, ClosedCounts closed)
    {
        CloseMinute(flow, closed);
        CloseEpisode(flow, closed);
    }

    private void CloseMinute(string flow, ClosedCounts closed)
    {
        if (inMinute.Times > 0)
        {
            closed.Minutes.Add(new FlowMinute(flow, minute, inMinute.Times, inMinute.WouldBeRefused, inMinute.Refused));
            inMinute = default;
        }
    }

    private void CloseEpisode(string flow, ClosedCounts closed)
    {
        if (inEpisode.Times > 0 && episode > 0)
        {
            closed.Episodes.Add(new FlowEpisode(flow, episode, inEpisode.Times, inEpisode.WouldBeRefused, inEpisode.Refused));
        }

        inEpisode = default;
    }
}
