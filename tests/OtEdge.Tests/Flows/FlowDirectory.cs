using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Journal.Flows;

namespace OtEdge.Tests.Flows;

/// <summary>A directory for traffic records that is gone when the test is over.</summary>
internal sealed class FlowDirectory : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Path { get; } = Directory.CreateTempSubdirectory("otedge-flows-").FullName;

    public string Database => System.IO.Path.Combine(Path, "traffic.db");

    /// <summary>The calendar of every record that is opened here.</summary>
    public FakeTimeProvider Time { get; } = new(FlowSamples.Start);

    public SqliteFlowStore Open(FlowStoreOptions? options = null) =>
        SqliteFlowStore.Open(Path, Time, NullLogger.Instance, options ?? new FlowStoreOptions { GroupDelay = TimeSpan.FromMilliseconds(1) });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
