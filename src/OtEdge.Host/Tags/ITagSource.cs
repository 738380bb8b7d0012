using OtEdge.Conduits;

namespace OtEdge.Host.Tags;

/// <summary>The device behind a conduit, as OtEdge itself reads tags there over a place that the conduit lends. One call at a time.</summary>
internal interface ITagSource : IAsyncDisposable
{
    /// <summary>True when a client needed the place.</summary>
    bool IsRecalled { get; }

    /// <summary>True when there is something to read beside tags, and it is time for it.</summary>
    /// <param name="running">The conduit.</param>
    /// <param name="stop">Gives up for good.</param>
    Task<bool> WantsMoreAsync(RunningConduit running, CancellationToken stop);

    /// <summary>Reads tags into the book, and what else there is to read.</summary>
    /// <param name="tags">Their names.</param>
    /// <param name="running">The conduit.</param>
    /// <param name="stop">Gives up for good.</param>
    /// <returns>Why the connection is of no more use, as the end of a sentence that begins with a tag; null: it is.</returns>
    Task<string?> ReadAsync(IReadOnlyCollection<string> tags, RunningConduit running, CancellationToken stop);

    /// <summary>Closes the connection and gives the place back; the next read connects again.</summary>
    ValueTask HangUpAsync();
}
