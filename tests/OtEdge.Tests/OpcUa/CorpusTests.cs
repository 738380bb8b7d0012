using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.OpcUa;

/// <summary>Bytes that others have found to break stacks, and mutations of them: nothing throws, nothing hangs.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string[] Corpora = ["open62541_fuzz", "uanet_fuzz"];
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task No_blob_of_the_corpora_breaks_a_reader()
    {
        byte[][] blobs = Blobs();
        output.WriteLine($"{blobs.Length} blobs");
        Assert.True(blobs.Length > 1300);
        await Task.Run(() => Array.ForEach(blobs, EveryReader.Feed), TestContext.Current.CancellationToken)
            .WaitAsync(HangsAfter, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Mutated_blobs_break_no_reader()
    {
        var mutator = new Mutator(SeededRun.Seed, [.. Blobs().Where(blob => blob.Length is > 0 and < 4096)]);
        await Task.Run(
            () =>
            {
                for (int i = 0; i < SeededRun.Mutations; i++)
                {
                    byte[] bytes = mutator.Next();
                    try
                    {
                        EveryReader.Feed(bytes);
                    }
                    catch (Exception fault)
                    {
                        Assert.Fail($"{SeededRun.Again(Convert.ToHexString(bytes))}\n{fault}");
                    }
                }
            },
            TestContext.Current.CancellationToken).WaitAsync(HangsAfter, TestContext.Current.CancellationToken);
    }

    private static byte[][] Blobs()
    {
        string folder = SharedOpcUa.Folder();
        return
        [
            .. Corpora
                .SelectMany(name => Directory.EnumerateFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories))
                .Where(file => !Path.GetFileName(file).StartsWith("LICENSE", StringComparison.Ordinal))
                .Select(File.ReadAllBytes),
        ];
    }
}
