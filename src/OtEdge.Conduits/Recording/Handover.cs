using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Recording;

/// <summary>What a conduit's loop hands to the drain about once a second; made once, and belongs to one of the two at a time.</summary>
internal sealed class Handover
{
    /// <summary>Flows that are handed over at once: few enough that copying them holds up no frame.</summary>
    public const int CountsMax = 256;

    private readonly FlowCount[] counts = new FlowCount[CountsMax];
    private volatile bool isFull;

    /// <summary>True while the drain has it.</summary>
    public bool IsFull => isFull;

    /// <summary>Room for counts.</summary>
    public Span<FlowCount> Room => counts;

    /// <summary>How many counts it holds.</summary>
    public int Count { get; set; }

    /// <summary>Operations that were lost.</summary>
    public long Lost { get; set; }

    /// <summary>When the first of them was lost.</summary>
    public DateTimeOffset LostFrom { get; set; }

    /// <summary>The end of the time that all this belongs to.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Loop: gives it to the drain.</summary>
    public void Give() => isFull = true;

    /// <summary>Drain: hands on what is in it.</summary>
    public void Tell(IFlowSink sink, int conduit)
    {
        if (Count > 0)
        {
            sink.TakeReads(conduit, counts.AsSpan(0, Count), Until);
        }

        if (Lost > 0)
        {
            sink.TakeLoss(conduit, Lost, LostFrom, Until);
        }
    }

    /// <summary>Drain: gives it back.</summary>
    public void Return() => isFull = false;
}
