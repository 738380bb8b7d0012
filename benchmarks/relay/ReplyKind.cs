namespace OtEdge.RelayBenchmark;

/// <summary>What a client has got.</summary>
internal enum ReplyKind
{
    /// <summary>Only a part: more is to come.</summary>
    Unfinished,

    /// <summary>The whole reply to a request that was neither refused nor failed.</summary>
    Good,

    /// <summary>Something else.</summary>
    Bad,
}
