using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>The words for the order of flows.</summary>
public static class FlowSort
{
    /// <summary>last, first, times, client.</summary>
    public static IReadOnlyList<string> Words { get; } = ["last", "first", "times", "client"];

    /// <summary>The order that a word stands for; null for an unknown word. No word: last seen first.</summary>
    public static FlowOrder? OrderOf(string? word) => word switch
    {
        null or "last" => FlowOrder.LastSeen,
        "first" => FlowOrder.FirstSeen,
        "times" => FlowOrder.Times,
        "client" => FlowOrder.Client,
        _ => null,
    };
}
