using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Journal;

namespace OtEdge.Tests.Journal;

/// <summary>A state directory that is gone when the test is over.</summary>
internal sealed class JournalDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("otedge-journal-").FullName;

    public string Database => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>The calendar of every journal that is opened here.</summary>
    public FakeTimeProvider Time { get; } = new(JournalSamples.Start);

    public SqliteJournal Open(JournalOptions? options = null) =>
        SqliteJournal.Open(Path, Time, NullLogger.Instance, options);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
