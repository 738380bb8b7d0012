using OtEdge.Conduits.Replaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using Xunit;

namespace OtEdge.Tests.OpcUa;

public sealed class CaptureTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> OtherNames = new() { ["TranslateBrowsePaths"] = "TranslateBrowsePathsToNodeIds" };

    [Fact]
    public void Chunks_are_counted_as_the_inventory_does()
    {
        var wrong = new List<string>();
        int captures = 0;
        foreach ((InventoryEntry entry, CapturedChunks chunks) in Captures())
        {
            captures++;
            var types = Count(chunks.All.Select(chunk => System.Text.Encoding.ASCII.GetString(chunk.Bytes, 0, 3)));
            var kinds = Count(chunks.All.Select(chunk => $"{(char)chunk.Bytes[3]}"));
            Compare(entry, "types", entry.Types, types, wrong);
            Compare(entry, "chunks", entry.Chunks, kinds, wrong);
            Compare(entry, "streams", entry.Streams, chunks.Connections, wrong);
            Compare(entry, "longest", entry.LongestBytes, chunks.All.Max(chunk => chunk.Bytes.Length), wrong);
            string[] policies = [.. chunks.All.Where(chunk => chunk.Bytes[0] == 'O').Select(chunk => PolicyOf(chunk.Bytes)).Distinct().Order()];
            Compare(entry, "policies", string.Join(',', entry.Policies.Order()), string.Join(',', policies), wrong);
        }

        output.WriteLine($"{captures} captures");
        Assert.True(captures > 30);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Requests_are_counted_as_the_inventory_does_and_read_to_the_last_byte()
    {
        var wrong = new List<string>();
        int captures = 0, responses = 0;
        foreach ((InventoryEntry entry, CapturedChunks chunks) in Captures().Where(capture => capture.Entry.IsClear))
        {
            captures++;
            var requests = new List<string>();
            foreach (byte[] body in Messages(chunks, wrong))
            {
                // One capture has its two sides the other way round, so the message tells what it is.
                if (ServiceTypes.OfRequest(new UaReader(body).NodeId().Numeric) == ServiceType.None)
                {
                    responses += ReadResponse(entry, body, wrong) ? 1 : 0;
                }
                else if (ReadRequest(entry, body, wrong) is { } name)
                {
                    requests.Add(name);
                }
            }

            var expected = entry.Requests.Where(pair => pair.Key.EndsWith("Request", StringComparison.Ordinal)).ToDictionary();
            Compare(entry, "requests", expected, Count(requests), wrong);
        }

        output.WriteLine($"{captures} captures, {responses} responses with results");
        Assert.True(captures > 20 && responses > 100);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    internal static IEnumerable<(InventoryEntry Entry, CapturedChunks Chunks)> Captures()
    {
        string folder = SharedOpcUa.Folder();
        foreach (InventoryEntry entry in InventoryEntry.ReadAll(File.ReadAllText(Path.Combine(folder, "INVENTORY.txt"))))
        {
            string path = Directory.EnumerateFiles(folder, entry.Name, SearchOption.AllDirectories).Single();
            yield return (entry, CapturedChunks.Of(path, entry.Ports));
        }
    }

    /// <summary>The assembled bodies of a capture without security.</summary>
    internal static IEnumerable<byte[]> Messages(CapturedChunks chunks, List<string> wrong)
    {
        var assemblers = new Dictionary<(int, StreamSide), MessageAssembler>();
        foreach ((int connection, StreamSide side, byte[] bytes) in chunks.All)
        {
            ChunkFraming.TryRead(bytes, int.MaxValue, out ChunkHeader header, out _);
            if (!header.IsSecure)
            {
                continue;
            }

            if (!assemblers.TryGetValue((connection, side), out MessageAssembler? assembler))
            {
                assemblers[(connection, side)] = assembler = new MessageAssembler(AssemblyLimits.InSession);
            }

            int start = SymmetricHeader.EndBytes;
            if (header.Type == MessageType.OpenChannel)
            {
                Assert.True(AsymmetricHeader.TryRead(bytes, out AsymmetricHeader asymmetric).IsNone);
                start = asymmetric.EndBytes;
            }

            SequenceHeader sequence = SequenceHeader.Of(bytes.AsSpan(start));
            FrameStatus status = assembler.Add(
                header, sequence.RequestId, bytes.AsSpan(start + SequenceHeader.HeaderBytes), out ReadOnlySpan<byte> message, out WireFault fault);
            if (status == FrameStatus.Fault)
            {
                wrong.Add($"assembling: {fault}");
            }

            if (status == FrameStatus.Done)
            {
                yield return message.ToArray();
            }
        }
    }

    private static string? ReadRequest(InventoryEntry entry, byte[] body, List<string> wrong)
    {
        WireFault fault = ServiceRequest.TryRead(body, out ServiceRequest request);
        if (!fault.IsNone)
        {
            wrong.Add($"{entry.Name}: {fault}: {Convert.ToHexString(body)}");
            return null;
        }

        var items = new RequestItems(request);
        int walked = 0;
        while (items.MoveNext())
        {
            walked++;
            if (items.Current.IsOpaque)
            {
                wrong.Add($"{entry.Name}: {request.Service} has an item that is not understood");
            }
        }

        if (!items.Fault.IsNone || walked != items.Count)
        {
            wrong.Add($"{entry.Name}: {request.Service}: {items.Fault}: {Convert.ToHexString(body)}");
        }

        string name = $"{request.Service}";
        return $"{OtherNames.GetValueOrDefault(name, name)}Request";
    }

    private static bool ReadResponse(InventoryEntry entry, byte[] body, List<string> wrong)
    {
        WireFault fault = ServiceResponse.TryRead(body, out ServiceResponse response);
        if (!fault.IsNone)
        {
            wrong.Add($"{entry.Name}: response: {fault}: {Convert.ToHexString(body)}");
            return false;
        }

        var service = (ServiceType)(response.TypeId - 3);
        if (response.IsFault || !Enum.IsDefined(service) || ServiceTypes.ResultOf(service) == ResultShape.None)
        {
            return false;
        }

        var results = new ResponseResults(response, service);
        while (results.MoveNext())
        {
        }

        if (!results.Fault.IsNone)
        {
            wrong.Add($"{entry.Name}: response to {service}: {results.Fault}: {Convert.ToHexString(body)}");
        }

        return true;
    }

    private static string PolicyOf(byte[] chunk)
    {
        Assert.True(AsymmetricHeader.TryRead(chunk, out AsymmetricHeader header).IsNone);
        string uri = System.Text.Encoding.UTF8.GetString(header.PolicyUri);
        return uri[(uri.LastIndexOf('#') + 1)..];
    }

    private static Dictionary<string, int> Count(IEnumerable<string> names) =>
        names.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());

    private static void Compare(InventoryEntry entry, string what, Dictionary<string, int> expected, Dictionary<string, int> got, List<string> wrong) =>
        Compare(entry, what, Text(expected), Text(got), wrong);

    private static void Compare<T>(InventoryEntry entry, string what, T expected, T got, List<string> wrong)
    {
        if (!Equals(expected, got))
        {
            wrong.Add($"{entry.Name}: {what}: expected {expected}, got {got}");
        }
    }

    private static string Text(Dictionary<string, int> counts) =>
        string.Join(' ', counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
