namespace OtEdge.Journal;

/// <summary>What waits for the next group commit; not thread-safe, but read while it is written.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IPendingGroup<TSelf>
{
    /// <summary>True when there is nothing to write.</summary>
    bool IsEmpty { get; }

    /// <summary>Records in it.</summary>
    int Count { get; }

    /// <summary>Takes in what was recorded after this.</summary>
    void Append(TSelf later);
}
