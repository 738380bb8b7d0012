using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.FlightRecording;
using OtEdge.Host.Gateway;
using OtEdge.Tests.Conduits;
using Xunit;

namespace OtEdge.Tests.FlightRecording;

/// <summary>Captures on disk: found by finding, conduit and time, and never more than their bound.</summary>
public sealed class FrameStoreTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("otf").FullName;
    private readonly SessionRig rig = new(ConduitMode.Enforce, Policies.Narrow);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void What_was_kept_is_found_again_also_by_the_next_process()
    {
        FrameStore store = Store();
        Keep(store, 50);
        DateTimeOffset between = rig.Time.GetUtcNow();
        Keep(store, 51);
        string[] files = Directory.GetFiles(directory).Order().ToArray();
        string finding = Path.GetFileNameWithoutExtension(files[1]).Split('~')[2];

        foreach (FrameStore one in new[] { store, Store() })
        {
            Assert.Equal(2, Sections(one, new FrameQuery()).Count);
            Assert.Equal(File.ReadAllBytes(files[1]), Assert.Single(Sections(one, new FrameQuery(Finding: finding))));
            Assert.Equal(File.ReadAllBytes(files[1]), Assert.Single(Sections(one, new FrameQuery(Since: between))));
            Assert.Equal(2, Sections(one, new FrameQuery(Conduit: "line 1/filling~modbus")).Count);
            Assert.Equal(RefusalKind.Unknown, one.Export(new FrameQuery(Conduit: "other")).Refusal!.Kind);
        }

        Assert.Contains($"finding {finding}: 10.20.0.11 was refused: ", Encoding.UTF8.GetString(File.ReadAllBytes(files[1])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_make_room()
    {
        FrameStore store = Store(bytesMax: 12_000);
        for (int address = 50; address < 70; address++)
        {
            Keep(store, address);
        }

        FileInfo[] files = [.. new DirectoryInfo(directory).GetFiles().OrderBy(file => file.Name)];
        Assert.InRange(files.Sum(file => file.Length), 6_000, 12_000);
        List<byte[]> sections = Sections(store, new FrameQuery());
        Assert.Equal(files.Length, sections.Count);
        Assert.Contains("register 69", Encoding.UTF8.GetString(sections[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_fails_fails_nobody_else()
    {
        string blocked = Path.Combine(directory, "file");
        File.WriteAllText(blocked, "");
        var store = new FrameStore(blocked, Names(), NullLogger.Instance);

        Keep(store, 50);

        Assert.False(store.Export(new FrameQuery()).IsDone);
    }

    private static List<byte[]> Sections(FrameStore store, FrameQuery query)
    {
        Answer<IReadOnlyList<Stream>> found = store.Export(query);
        Assert.True(found.IsDone, found.Refusal?.Detail);
        var all = new List<byte[]>();
        foreach (Stream section in found.Value)
        {
            using (section)
            {
                var copy = new MemoryStream();
                section.CopyTo(copy);
                all.Add(copy.ToArray());
            }
        }

        return all;
    }

    private static SiteNames Names()
    {
        var names = new SiteNames();
        names.Add(0, "line 1/filling~modbus");
        return names;
    }

    private FrameStore Store(long bytesMax = FrameStore.BytesMaxDefault) => new(directory, Names(), NullLogger.Instance, bytesMax);

    private void Keep(FrameStore store, int address)
    {
        rig.Ask(Frames.WriteOne(1, address, 1));
        rig.Pass(TimeSpan.FromSeconds(7));
        Assert.True(rig.Loop.Flights!.Tell(store));
    }
}
