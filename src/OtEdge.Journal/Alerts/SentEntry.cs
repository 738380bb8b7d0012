namespace OtEdge.Journal.Alerts;

/// <summary>An alert that a receiver has taken.</summary>
internal readonly record struct SentEntry(string Receiver, long Sequence, string Alert);
